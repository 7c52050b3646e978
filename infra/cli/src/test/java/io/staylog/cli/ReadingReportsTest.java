package io.staylog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.staylog.cli.terminal.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingReportsTest {
    private static final String AS_OF = "booking.events=0:12,3:7";
    private static final String CSV = "hotel,bookings\nrio,3\n";
    private static final String JSON = "{\"asOf\":{\"booking.events\":{\"0\":12,\"3\":7}},"
            + "\"newestEventAt\":\"2027-05-01T12:00:00Z\",\"rows\":[{\"hotel\":\"rio\",\"bookings\":3}]}";

    @TempDir
    Path directory;

    private HttpServer server;
    private volatile String asked = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/reports/", exchange -> {
            asked = exchange.getRequestURI().toString();
            answer(exchange);
        });
        server.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        boolean csv = exchange.getRequestHeaders().getFirst("Accept").equals("text/csv");
        var body = (csv ? CSV : JSON).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("X-Data-As-Of", AS_OF);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_table_says_below_on_which_offsets_it_stands() {
        var run = report();

        assertThat(run.out())
                .contains("rio", "as of 2027-05-01T12:00:00Z")
                .endsWith("  booking.events  0:12 3:7\n")
                .doesNotStartWith("{");
    }

    @Test
    void asked_for_as_json_it_is_json_with_and_without_a_file() throws IOException {
        var file = directory.resolve("totals.json");

        assertThat(report("--format", "json").out()).isEqualTo(JSON + "\n");
        assertThat(report("--json").out()).isEqualTo(JSON + "\n");
        assertThat(report("--output", file.toString()).err()).contains(AS_OF);
        assertThat(file).hasContent(JSON + "\n");
    }

    @Test
    void a_daily_report_is_a_table_of_lines_and_as_json_a_tree() {
        var table = daily();
        assertThat(table.out()).as(table.err()).contains("rio");
        assertThat(asked).isEqualTo("/v1/reports/daily-lines?hotel=rio&date=2027-05-01");
        daily("--format", "csv");
        assertThat(asked).startsWith("/v1/reports/daily-lines?");
        daily("--json");
        assertThat(asked).startsWith("/v1/reports/daily?");
    }

    @Test
    void rows_of_csv_are_alone_on_stdout_and_their_offsets_on_stderr() {
        var run = report("--format", "csv");

        assertThat(run.out()).isEqualTo(CSV);
        assertThat(run.err()).isEqualTo("as of " + AS_OF + "\n");
    }

    @Test
    void a_written_file_is_told_of_with_its_offsets() {
        var file = directory.resolve("totals.csv");

        var told = report("--output", file.toString());
        var json = report("--output", file.toString(), "--json");

        assertThat(file).hasContent(CSV);
        assertThat(told.err()).contains(file.toString(), AS_OF);
        assertThat(Json.parse(json.out(), "out").path("asOf").asString()).isEqualTo(AS_OF);
    }

    @Test
    void what_a_report_cannot_be_written_as_is_misuse() {
        assertThat(report("--format", "pdf").exit()).isEqualTo(2);
        assertThat(report("--format", "csv", "--json").exit()).isEqualTo(2);
        assertThat(report("--output", "totals.xlsx").exit()).isEqualTo(2);
    }

    @Test
    void a_file_that_cannot_be_written_to_its_end_is_a_failure_and_one_that_cannot_be_opened_misuse() {
        assumeThat(Path.of("/dev/full")).exists();

        var full = report("--output", "/dev/full", "--format", "csv");

        assertThat(full.exit()).isEqualTo(1);
        assertThat(full.err()).contains("cannot write /dev/full").doesNotContain("wrote");
        assertThat(report("--output", directory.resolve("no/totals.csv").toString())
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void a_trial_balance_is_asked_for_by_hotel_and_dates() {
        var run = run("trial-balance", "--hotel", "rio", "--from", "2026-03-01", "--to", "2026-03-31", "--by", "day");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(asked).isEqualTo("/v1/reports/trial-balance?hotel=rio&by=DAY&from=2026-03-01&to=2026-03-31");
    }

    @Test
    void a_journal_is_asked_for_by_booking_payment_and_account_and_page_by_page() {
        var id = "00000000-0000-0000-0000-000000000007";
        var run = run(
                "journal", "--booking", id, "--payment", id, "--account", "deposit", "--limit", "9", "--cursor", "x");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(asked)
                .isEqualTo("/v1/reports/journal?bookingId=" + id + "&paymentId=" + id
                        + "&account=DEPOSIT&cursor=x&limit=9");
        assertThat(run("journal", "--account", "petty-cash").exit()).isEqualTo(2);
    }

    @Test
    void a_report_that_there_is_not_is_answered_with_the_one_that_was_meant() {
        assertThat(run("trail-balance").err()).contains("trial-balance");
    }

    private Cli.Run report(String... options) {
        return run("totals", options);
    }

    private Cli.Run daily(String... options) {
        var all = new String[options.length + 4];
        System.arraycopy(new String[] {"--hotel", "rio", "--date", "2027-05-01"}, 0, all, 0, 4);
        System.arraycopy(options, 0, all, 4, options.length);
        return run("daily", all);
    }

    private Cli.Run run(String report, String... options) {
        var command = new String[options.length + 4];
        System.arraycopy(options, 0, command, 4, options.length);
        command[0] = "report";
        command[1] = report;
        command[2] = "--reporting-url";
        command[3] = "http://127.0.0.1:" + server.getAddress().getPort();
        return Cli.run(command);
    }
}
