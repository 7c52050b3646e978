package io.staylog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.cli.terminal.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class UsingTheCommandLineTest {
    private static final String[] BOOK = {
        "book",
        "--hotel",
        "rio",
        "--rate-plan",
        "FLEX",
        "--room-type",
        "DBL",
        "--arrival",
        "2027-05-01",
        "--departure",
        "2027-05-03"
    };

    @Test
    void a_dry_run_prints_the_record_and_needs_nothing() {
        var run = Cli.run(with(BOOK, "--adults", "2", "--expect-total", "240.00", "--dry-run"));

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("\"arrivalDate\":\"2027-05-01\"")
                .contains("\"expectedTotalMinor\":24000")
                .contains("\"type\":\"STAFF\"");
    }

    @Test
    void a_missing_option_is_misuse_and_named_without_a_page_of_help() {
        var run = Cli.run("book", "--hotel", "rio");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("--rate-plan")
                .contains("Try 'staylog book --help'")
                .hasLineCount(2);
    }

    @Test
    void a_mistyped_option_is_misuse_and_the_right_one_is_proposed() {
        var run = Cli.run(with(BOOK, "--adluts", "2"));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--adults");
    }

    @Test
    void a_day_that_does_not_exist_is_misuse() {
        var run = Cli.run("close-day", "--hotel", "rio", "--business-date", "2027-02-30");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--business-date").contains("2027-02-30");
    }

    @Test
    void a_departure_before_the_arrival_is_misuse() {
        var run = Cli.run(
                "book",
                "--hotel",
                "rio",
                "--rate-plan",
                "FLEX",
                "--room-type",
                "DBL",
                "--arrival",
                "2027-05-03",
                "--departure",
                "2027-05-01",
                "--dry-run");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--departure must be after --arrival");
    }

    @Test
    void a_card_number_is_rejected_before_anything_is_sent() {
        var run = Cli.run(with(BOOK, "--token", "4242424242424242"));

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("sensitive_card_data").doesNotContain("4242");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "room-type define --hotel rio --room-type DBL --rooms 1 --name",
                "hotel register --hotel rio --time-zone Europe/Lisbon --currency EUR --name",
                "rate plan --hotel rio --rate-plan FLEX --guarantee NONE --cancellation 24h=1n --name",
                "check-in 0192f3a4-5b6c-7d8e-9f00-112233445566 --hotel rio --room-number",
                "close-day --business-date 2027-05-01 --hotel"
            })
    void a_card_number_in_any_option_of_any_request_is_rejected(String command) {
        var run = Cli.run(with(command.split(" "), "4111 1111 1111 1111"));

        assertThat(run.exit()).as(run.err()).isEqualTo(3);
        assertThat(run.err())
                .contains("sensitive_card_data")
                .contains("nothing was sent")
                .doesNotContain("4111");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-show-fee 2500", "--cancellation 24h=2500"})
    void a_fee_that_is_an_amount_needs_its_currency(String fee) {
        var command =
                with("rate plan --hotel edo --rate-plan FLEX --guarantee NONE --dry-run".split(" "), fee.split(" "));

        var without = Cli.run(command);
        var withIt = Cli.run(with(command, "--currency", "JPY"));

        assertThat(without.exit()).isEqualTo(2);
        assertThat(without.err()).contains("--currency").contains("2500");
        assertThat(withIt.exit()).as(withIt.err()).isZero();
        assertThat(withIt.out()).contains("2500").doesNotContain("250000");
    }

    @Test
    void fees_that_are_no_amounts_need_no_currency() {
        var run =
                Cli.run("rate plan --hotel edo --rate-plan FLEX --guarantee NONE --no-show-fee 0 --cancellation 24h=1n "
                        .concat("--dry-run")
                        .split(" "));

        assertThat(run.exit()).as(run.err()).isZero();
    }

    @Test
    void data_that_cannot_be_written_are_a_failure_that_is_told() {
        var run = Cli.runTo(broken("No space left on device"), "generate-completion");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("stdout").contains("No space left on device");
    }

    @Test
    void a_reader_that_wants_no_more_is_no_failure() {
        var run = Cli.runTo(broken("Broken pipe"), "generate-completion");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
    }

    private static OutputStream broken(String message) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException(message);
            }
        };
    }

    @Test
    void the_script_for_completion_knows_every_command_and_its_options() {
        var run = Cli.run("generate-completion");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("close-day", "--rate-plan", "complete ");
    }

    @Test
    void a_program_gets_the_script_for_completion_as_json() {
        var run = Cli.run("generate-completion", "--json");

        assertThat(Json.parse(run.out(), "out").path("script").asString()).contains("close-day");
    }

    @Test
    void a_broker_that_is_not_there_is_unreachable() {
        var run = Cli.run(with(BOOK, "--bootstrap-servers", "127.0.0.1:9"));

        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).contains("cannot reach Kafka at 127.0.0.1:9");
    }

    @Test
    void a_service_that_is_not_there_is_unreachable() {
        var run = Cli.run("show", "0192f3a4-5b6c-7d8e-9f00-112233445566", "--booking-url", "http://127.0.0.1:9");

        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).contains("http://127.0.0.1:9");
    }

    @Test
    void an_address_that_is_none_is_misuse() {
        var run = Cli.run("hotel", "list", "--booking-url", "localhost:8080");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("booking.url");
    }

    @Test
    void a_repeated_request_names_the_same_booking() {
        var id = "0192f3a4-5b6c-7d8e-9f00-112233445566";

        var first = Cli.run(with(BOOK, "--request-id", id, "--dry-run"));
        var second = Cli.run(with(BOOK, "--request-id", id, "--dry-run"));

        assertThat(first.out()).isEqualTo(second.out()).contains(id);
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void every_command_explains_itself(List<String> command) {
        var run = Cli.run(with(command.toArray(String[]::new), "--help"));

        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("Usage: staylog");
    }

    @ParameterizedTest
    @MethodSource("everyCommandThatDoesSomething")
    void every_command_speaks_json(List<String> command) {
        var run = Cli.run(with(command.toArray(String[]::new), "--help"));

        assertThat(run.out()).contains("--json");
    }

    @Test
    void the_end_of_a_log_is_one_document(@TempDir Path home) throws IOException {
        Files.createDirectories(home.resolve("logs"));
        Files.writeString(home.resolve("logs/broker.log"), "one\ntwo\nthree\n");

        var run = Cli.run("logs", "broker", "--last", "2", "--home", home.toString(), "--json");

        assertThat(run.lines()).hasSize(1);
        assertThat(Json.parse(run.out(), "out").path("lines")).hasToString("[\"two\",\"three\"]");
    }

    static List<List<String>> everyCommand() {
        return named(commands(Main.commandLine()));
    }

    static List<List<String>> everyCommandThatDoesSomething() {
        return named(commands(Main.commandLine()).stream()
                .filter(command -> command.getSubcommands().isEmpty())
                .toList());
    }

    private static List<List<String>> named(List<CommandLine> commands) {
        return commands.stream()
                .map(command -> List.of(command.getCommandSpec().qualifiedName().split(" ")))
                .map(names -> names.subList(1, names.size()))
                .filter(names -> !names.contains("help"))
                .toList();
    }

    private static List<CommandLine> commands(CommandLine root) {
        var all = new java.util.ArrayList<CommandLine>();
        for (var command : root.getSubcommands().values()) {
            all.add(command);
            all.addAll(commands(command));
        }
        return all;
    }

    private static String[] with(String[] first, String... more) {
        var all = new java.util.ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
