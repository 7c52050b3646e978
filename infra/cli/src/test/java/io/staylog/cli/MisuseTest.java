package io.staylog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MisuseTest {
    private static final String ID = "0192f3a4-5b6c-7d8e-9f00-112233445566";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "search --hotel rio --status BOGUS,--status,NO_SHOW",
        "payment list --state BOGUS,--state,PARTIALLY_REFUNDED",
        "report nights --by YEAR,--by,MONTH",
        "report bogus,<report>,event-days"
    })
    void a_word_that_means_nothing_is_named_with_those_that_do(String command, String option, String allowed) {
        var run = Cli.run(command.split(" "));

        assertThat(run.exit()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(option, allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "availability --hotel rio --departure 2027-05-01 --arrival May,must be a date like 2026-12-31",
        "show 1-1-1-1-1,must be a UUID like",
        "show zzz,must be a UUID like",
        "hotel register --hotel rio --currency EUR --name Rio --time-zone Mars/Base,must be a time zone like"
    })
    void a_value_of_the_wrong_form_is_explained_without_names_from_the_code(String command, String expected) {
        var run = Cli.run(command.split(" "));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(expected).doesNotContain("java", "Exception", "LocalDate", "ZoneId");
    }

    @ParameterizedTest
    @CsvSource({
        "staylog.properties,kafka.prot=9092,did you mean kafka.port?",
        "client.properties,boostrap.servers=a:1,did you mean bootstrap.servers?"
    })
    void a_key_of_the_settings_that_means_nothing_is_named(String file, String line, String hint) throws IOException {
        Files.writeString(directory.resolve(file), line + "\n");

        var run = Cli.run("hotel", "list", "--home", directory.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(line.substring(0, line.indexOf('='))).contains(hint);
    }

    @Test
    void settings_that_mean_something_are_no_misuse() throws IOException {
        Files.writeString(directory.resolve("staylog.properties"), "jvm.broker=-Xmx1g\nparts=broker\nbooking.port=9\n");
        Files.writeString(directory.resolve("client.properties"), "kafka.security.protocol=SSL\n");

        assertThat(Cli.run("show", ID, "--home", directory.toString()).exit()).isEqualTo(5);
    }

    @Test
    void a_home_that_is_no_directory_is_misuse_and_named() throws IOException {
        var missing = directory.resolve("missing").toString();
        var file = Files.writeString(directory.resolve("file"), "").toString();

        assertThat(Cli.run("hotel", "list", "--home", missing).exit()).isEqualTo(2);
        assertThat(Cli.run("hotel", "list", "--home", missing).err())
                .contains("--home")
                .contains(missing);
        assertThat(Cli.run("hotel", "list", "--home", file).err()).contains(file);
    }

    @Test
    void a_service_that_does_not_answer_in_time_leaves_the_answer_unknown() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // It takes the request and never answers.
        server.createContext("/", _ -> {});
        server.start();
        try {
            var url = "http://127.0.0.1:" + server.getAddress().getPort();

            var run = Cli.run("show", ID, "--booking-url", url, "--timeout", "100ms");

            assertThat(run.exit()).isEqualTo(4);
            assertThat(run.err()).contains("within 100 ms").contains("--timeout");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void what_is_no_json_is_said_without_the_parsers_own_words() throws IOException {
        var file = Files.writeString(directory.resolve("document.json"), "{\"a\": [1, 2");

        var run = Cli.run("events", "publish", file.toString(), "--type", "CheckOutReported");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("is not valid JSON at line 1").doesNotContain("Source", "StreamReadFeature");
    }

    @Test
    void the_shell_proposes_topics_types_reports_and_parts() {
        var script = Cli.run("generate-completion").out();

        assertThat(script).contains("\"booking.events\"", "\"BookingHeld\"", "\"event-days\"", "\"postgres\"");
    }
}
