package io.staylog.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The same source is the same file: in another process, another zone, another language and beside other documents. */
class SameBytesTest {

    @Test
    void another_process_makes_the_same_bytes() throws Exception {
        var here = digests(new Documents(Fonts.NONE));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Duser.timezone=Pacific/Auckland",
                        "-Duser.language=ar",
                        "-Duser.country=EG",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SameBytesTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var there = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("rio_"))
                .toList();
        assertThat(process.waitFor()).isZero();
        assertThat(there).isEqualTo(here).isNotEmpty();
    }

    @Test
    void the_order_of_documents_and_what_was_made_before_do_not_matter() {
        var once = new Documents(Fonts.NONE);
        var first = digests(once);
        assertThat(digests(once)).isEqualTo(first);
        var arrivals = Samples.arrivals(40);
        assertThat(digest(new Documents(Fonts.NONE), arrivals, DocumentFormat.PDF))
                .isEqualTo(digest(once, arrivals, DocumentFormat.PDF));
    }

    @Test
    void many_threads_make_the_same_bytes_as_one() throws Exception {
        var documents = new Documents(Fonts.NONE);
        var alone = digest(documents, Samples.arrivals(30), DocumentFormat.PDF);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var tasks = new ArrayList<Callable<String>>();
            for (int i = 0; i < 24; i++) {
                tasks.add(() -> digest(documents, Samples.arrivals(30), DocumentFormat.PDF));
            }
            for (var done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isEqualTo(alone);
            }
        }
    }

    @Test
    void fonts_of_the_machine_change_nothing_from_one_time_to_the_next() {
        var settings = Fonts.ofMachine();
        assertThat(digest(new Documents(settings), Samples.arrivals(20), DocumentFormat.PDF))
                .isEqualTo(digest(new Documents(settings), Samples.arrivals(20), DocumentFormat.PDF));
    }

    @Test
    void other_data_are_other_bytes() {
        var documents = new Documents(Fonts.NONE);
        for (var format : DocumentFormat.values()) {
            assertThat(digest(documents, Samples.arrivals(30), format))
                    .isNotEqualTo(digest(documents, Samples.arrivals(31), format));
        }
    }

    /** Prints a line for each document: its name and the digest of its bytes. */
    public static void main(String[] args) {
        digests(new Documents(Fonts.NONE)).forEach(System.out::println);
    }

    private static List<String> digests(Documents documents) {
        var digests = new ArrayList<String>();
        for (var source : List.of(
                Samples.daily(),
                Samples.arrivals(40),
                Samples.pickup(30),
                Samples.folio(),
                Samples.invoice(50, InvoiceSource.Form.DETAILED, false),
                Samples.invoice(5, InvoiceSource.Form.SUMMARY, true),
                Samples.bookings(Samples.booking("Anna", "EUR", 100), Samples.booking("=Bela", "JPY", 100)))) {
            for (var format : DocumentFormat.values()) {
                if (format != DocumentFormat.PDF || source.kind().isOnPaper()) {
                    digests.add(digest(documents, source, format));
                }
            }
        }
        return digests;
    }

    private static String digest(Documents documents, DocumentSource source, DocumentFormat format) {
        try {
            var document = documents.render(source, format);
            var sha256 = MessageDigest.getInstance("SHA-256").digest(document.bytes());
            return document.fileName() + " " + HexFormat.of().formatHex(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
