package io.staylog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.cli.terminal.Json;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.CheckOutReported;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees of schemas fits a terminal, and what is wrong with a file is said with the next step. */
class ReadingSchemasTest {
    private static final int COLUMNS = 80;
    private static final String CHECK_OUT = Topics.BOOKING_REQUESTS.subject(CheckOutReported.getClassSchema());

    @TempDir
    Path directory;

    static RegistryDouble registry;

    @BeforeAll
    static void start() {
        registry = RegistryDouble.withOurSchemas();
        new SchemaRegistry(registry.url())
                .register(
                        CHECK_OUT,
                        new Schema.Parser()
                                .parse(CheckOutReported.getClassSchema()
                                        .toString()
                                        .replace(
                                                "\"fields\":[{\"name\":\"requestId\"",
                                                "\"fields\":[{\"name\":\"deskId\",\"type\":\"string\",\"doc\":\"The desk.\",\"default\":\"\"},"
                                                        + "{\"name\":\"requestId\"")));
        new SchemaRegistry(registry.url())
                .register(
                        "other.things-com.example.Thing",
                        new Schema.Parser()
                                .parse(
                                        "{\"type\":\"record\",\"name\":\"Thing\",\"namespace\":\"com.example\",\"fields\":[]}"));
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static Cli.Run schemas(String... args) {
        var all = new ArrayList<>(List.of("schemas"));
        all.addAll(List.of(args));
        all.addAll(List.of("--registry", registry.url().toString()));
        return Cli.run(all.toArray(String[]::new));
    }

    @Test
    void the_list_fits_a_terminal_and_says_of_each_record_type_of_each_topic_how_it_is() {
        var run = schemas("list");

        assertThat(run.lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(COLUMNS))
                .contains("payment.bank-calls", "not in this version's contract")
                .anyMatch(line -> line.matches("  CheckOutReported +2 versions +registered, id \\d+"))
                .anyMatch(line -> line.matches("  other.things-com.example.Thing +1 version *"));
    }

    @Test
    void what_is_missing_is_listed_with_the_next_step() {
        try (var empty = RegistryDouble.empty()) {
            var run = Cli.run("schemas", "list", "--registry", empty.url().toString());

            assertThat(run.lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(COLUMNS))
                    .anyMatch(line -> line.matches("  GuestProfileSet +0 versions +missing"))
                    .endsWith("To register what is missing: staylog schemas register");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CheckOutReported", "BookingHeld", "PaymentRequested"})
    void a_schema_is_told_field_by_field_on_lines_that_fit_a_terminal(String record) {
        var run = schemas("show", record);

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(COLUMNS));
        assertThat(run.out()).contains("hotelId: string").contains("The hotel, also the record's key.");
    }

    @Test
    void a_schema_can_be_shown_bare_so_that_it_can_be_changed_and_checked() throws IOException {
        var run = schemas("show", "CheckOutReported", "--version", "1", "--avsc");

        var file = Files.writeString(directory.resolve("check-out.avsc"), run.out());
        assertThat(new Schema.Parser().parse(run.out()).getFullName()).isEqualTo(CheckOutReported.class.getName());
        assertThat(schemas("check", file.toString(), "--offline").exit()).isZero();
    }

    @Test
    void versions_are_compared_with_the_one_before_unless_others_are_named() {
        var newest = schemas("diff", "CheckOutReported");
        var only = schemas("diff", "GuestProfileSet");

        assertThat(newest.lines()).containsExactly("field CheckOutReported.deskId (string) added with default \"\"");
        assertThat(only.exit()).isEqualTo(2);
        assertThat(only.err()).contains("has no version before 1").contains("staylog schemas check FILE");
    }

    @Test
    void the_history_tells_the_release_of_a_version_and_of_one_that_no_release_has_that_it_is_so() {
        var run = schemas("history", "CheckOutReported");
        var json = Json.parse(schemas("history", "CheckOutReported", "--json").out(), "out");

        assertThat(run.lines()).anyMatch(line -> line.matches("  version 1, id \\d+, release 1"));
        assertThat(run.lines()).anyMatch(line -> line.matches("  version 2, id \\d+, in no release"));
        assertThat(json.at("/0/release").asString()).isEqualTo("release 1");
        assertThat(json.at("/1/release").isNull()).isTrue();
    }

    @Test
    void a_subject_with_a_typing_error_is_answered_with_the_one_that_was_meant() {
        assertThat(schemas("show", "CheckOutReportd").err())
                .contains("did you mean CheckOutReported?")
                .contains("staylog schemas list");
        assertThat(schemas("history", "Zzzzzzzzzzzz").err()).doesNotContain("did you mean");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    empty.avsc      |                       | is empty
                    blank.avsc      | '   '                 | is empty
                    words.avsc      | hello                 | is not JSON at line 1, column
                    half.avsc       | '{"type": "record",'  | is not JSON at line 1, column
                    other.avsc      | {"a": 1}              | is not a schema
                    """)
    void a_file_that_is_no_schema_is_misuse_and_the_next_step_is_named(String name, String text, String expected)
            throws IOException {
        var file = Files.writeString(directory.resolve(name), text == null ? "" : text);

        var run = schemas("check", file.toString(), "--offline");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains(file + " " + expected)
                .contains("staylog schemas show <record> --avsc")
                .doesNotContain("com.fasterxml")
                .doesNotContain("REDACTED");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void a_directory_bytes_and_a_file_that_is_not_there_are_misuse_and_the_next_step_is_named() throws IOException {
        var bytes = Files.write(directory.resolve("bytes.avsc"), new byte[] {(byte) 0xff, 0, 1});

        assertThat(schemas("check", directory.toString()).err()).contains("is a directory; name one");
        assertThat(schemas("check", bytes.toString()).err()).contains("is not text in UTF-8");
        var missing = schemas("check", directory.resolve("missing.avsc").toString());
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.err()).contains("there is no file").contains("--avsc");
    }

    @Test
    void a_record_in_the_wrong_namespace_or_with_a_typing_error_is_answered_with_the_one_that_was_meant()
            throws IOException {
        var wrong = checkOut("io.staylog.schemas.bookings", "CheckOutReported");
        var typo = checkOut("io.staylog.schemas.booking", "CheckOutReportd");

        for (var file : List.of(wrong, typo)) {
            var run = schemas("check", file, "--offline");
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err())
                    .contains("did you mean io.staylog.schemas.booking.CheckOutReported.")
                    .contains("--topic");
        }
    }

    @Test
    void a_topic_that_is_not_there_or_not_the_records_is_misuse() throws IOException {
        var file = checkOut("io.staylog.schemas.booking", "CheckOutReported");

        assertThat(schemas("check", file, "--offline", "--topic", "booking.request")
                        .err())
                .contains("there is no topic booking.request; did you mean booking.requests?");
        var elsewhere = schemas("check", file, "--offline", "--topic", "payment.events");
        assertThat(elsewhere.exit()).isEqualTo(2);
        assertThat(elsewhere.err()).contains("belongs on booking.requests").contains("Leave out --topic");
    }

    @Test
    void a_registry_that_does_not_answer_is_told_with_the_next_step() throws IOException {
        var file = checkOut("io.staylog.schemas.booking", "CheckOutReported");

        for (var args : List.of(List.of("list"), List.of("check", file, "--days", "0"), List.of("register"))) {
            var all = new ArrayList<>(List.of("schemas"));
            all.addAll(args);
            all.addAll(List.of("--registry", "http://127.0.0.1:9"));
            var run = Cli.run(all.toArray(String[]::new));
            assertThat(run.exit()).isEqualTo(5);
            assertThat(run.err()).contains("http://127.0.0.1:9").contains("staylog doctor");
        }
    }

    private String checkOut(String namespace, String name) throws IOException {
        var text = CheckOutReported.getClassSchema()
                .toString()
                .replace("\"io.staylog.schemas.booking\"", "\"" + namespace + "\"")
                .replace("\"CheckOutReported\"", "\"" + name + "\"");
        return Files.writeString(directory.resolve(name + namespace.length() + ".avsc"), text, StandardCharsets.UTF_8)
                .toString();
    }
}
