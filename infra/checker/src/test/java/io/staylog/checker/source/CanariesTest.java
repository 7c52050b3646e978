package io.staylog.checker.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R11: whether a text, or a key's bytes, are left anywhere. */
class CanariesTest {
    private static final String NAME = "Anna Almeida-Kanarie";

    @TempDir
    Path directory;

    private Canaries look(String... canaries) {
        var looking = new Canaries(List.of(canaries));
        looking.in(directory);
        return looking;
    }

    private void write(String name, byte[] bytes) throws IOException {
        var file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    @Test
    void what_is_nowhere_is_not_found() throws IOException {
        write("a.log", "nobody of that name".getBytes(UTF_8));
        var looked = look(NAME);
        assertThat(looked.hits()).isEmpty();
        assertThat(looked.files()).isEqualTo(1);
    }

    @Test
    void a_name_is_found_below_any_directory_and_its_place_is_named() throws IOException {
        write("x/y/segment.log", ("....." + NAME).getBytes(UTF_8));
        assertThat(look(NAME).hits()).containsExactly(new Canaries.Hit(NAME, directory.resolve("x/y/segment.log"), 5));
    }

    @Test
    void a_name_on_the_border_of_what_is_read_at_a_time_is_found_once() throws IOException {
        int border = 1 << 20;
        var bytes = new byte[3 * border];
        for (int at : new int[] {border - 7, 2 * border - 11, bytes.length - NAME.length()}) {
            System.arraycopy(NAME.getBytes(UTF_8), 0, bytes, at, NAME.length());
        }
        write("big", bytes);
        assertThat(look(NAME, "no such").hits())
                .extracting(Canaries.Hit::offset)
                .containsExactly(border - 7L, 2 * border - 11L, (long) bytes.length - NAME.length());
    }

    @Test
    void bytes_of_a_key_are_found() throws IOException {
        write("keys", new byte[] {1, 2, (byte) 0xCA, (byte) 0xFE, 3});
        assertThat(look("hex:cafe").hits()).extracting(Canaries.Hit::offset).containsExactly(2L);
    }

    @Test
    void what_zip_and_gzip_hold_is_looked_through() throws IOException {
        var filler = "a line like any other\n".repeat(500);
        var gz = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gz)) {
            out.write((filler + NAME).getBytes(UTF_8));
        }
        write("old.log.gz", gz.toByteArray());
        var zip = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("sheet1.xml"));
            out.write((filler + NAME + filler).getBytes(UTF_8));
        }
        write("report.xlsx", zip.toByteArray());
        write("broken.xlsx", "no zip at all".getBytes(UTF_8));
        assertThat(look(NAME).hits())
                .extracting(hit -> hit.file().getFileName().toString())
                .containsExactlyInAnyOrder("old.log.gz", "report.xlsx");
    }

    @Test
    void a_canary_that_says_nothing_is_refused() {
        assertThatThrownBy(() -> new Canaries(List.of(""))).hasMessageContaining("empty");
        assertThatThrownBy(() -> new Canaries(List.of("hex:c"))).isInstanceOf(IllegalArgumentException.class);
        var looking = new Canaries(List.of(NAME));
        var nowhere = directory.resolve("nowhere");
        assertThatThrownBy(() -> looking.in(nowhere))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("nowhere");
    }
}
