package io.staylog.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.staylog.cli.client.HttpApi;
import io.staylog.cli.client.Settings;
import io.staylog.cli.terminal.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparingWithTheTruthTest {
    private static final String CITY_NIGHTS =
            "{\"rows\":[{\"period\":\"2015-07-01\",\"roomNightsSold\":65,\"revenueMinor\":618000}]}";
    private static final String CITY_MONTHS =
            "{\"rows\":[{\"month\":\"2015-07\",\"roomNightsSold\":1039,\"revenueMinor\":7561409,\"adrMinor\":7277.58,"
                    + "\"peakRoomsSold\":99,\"nightsWithSales\":31}]}";
    private static final String CASH =
            "{\"rows\":[{\"purpose\":\"STAY_BALANCE\",\"captures\":2,\"capturedMinor\":900,\"refunds\":0,"
                    + "\"refundedMinor\":0,\"netMinor\":900},{\"purpose\":\"DEPOSIT\",\"captures\":1,"
                    + "\"capturedMinor\":300,\"refunds\":1,\"refundedMinor\":300,\"netMinor\":0}]}";
    private static final String BANK =
            "{\"totals\":[{\"merchant\":\"city-hotel\",\"captured\":{\"count\":3,\"minor\":1200},"
                    + "\"refunded\":{\"count\":1,\"minor\":300}}]}";

    @TempDir
    Path truth;

    HttpServer server;
    String nights = CITY_NIGHTS;
    String bank = BANK;

    @BeforeEach
    void start() throws IOException {
        write("truth_by_night.csv", "hotel,night,rooms_sold,revenue_minor", "City Hotel,2015-07-01,65,618000");
        write(
                "truth_by_stay_month.csv",
                "hotel,stay_month,room_nights_sold,revenue_minor,adr_minor_weighted,peak_rooms_sold,"
                        + "nights_in_month_with_sales",
                "City Hotel,2015-07,1039,7561409,7277.5833,99,31");
        for (var table : TruthTable.all()) {
            if (!Files.exists(truth.resolve(table.file()))) {
                write(table.file(), "hotel," + table.truthKey());
            }
        }
        write("truth_totals.json", "{}");
        write(
                "truth_cash_policyP1.json",
                "{\"City Hotel\":{\"checkout_captures\":2,\"checkout_captured\":900,\"deposit_captures\":1,"
                        + "\"deposit_captured\":300,\"refunds\":1,\"refunded\":300,\"net_cash\":900}}");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void equal_figures_differ_nowhere_and_rates_count_as_far_as_they_are_exact() {
        assertThat(compare().differences()).isEmpty();
    }

    @Test
    void a_single_cent_is_found_and_named() {
        nights = CITY_NIGHTS.replace("618000", "618001");

        assertThat(compare().differences())
                .singleElement()
                .hasToString("nights City Hotel 2015-07-01 revenue_minor: expected 618000, got 618001");
    }

    @Test
    void a_missing_night_is_found() {
        nights = "{\"rows\":[]}";

        assertThat(compare().differences()).hasSize(2);
    }

    @Test
    void a_night_that_should_not_be_is_found() {
        nights = CITY_NIGHTS.replace("[{", "[{\"period\":\"2015-07-02\",\"roomNightsSold\":1,\"revenueMinor\":1},{");

        assertThat(compare().differences()).hasSize(2);
    }

    @Test
    void a_bank_that_took_more_than_the_books_say_is_found() {
        bank = BANK.replace("1200", "1300");

        assertThat(compare().differences())
                .extracting(Comparison.Difference::toString)
                .containsExactly(
                        "bank City Hotel captured (books): expected 1200, got 1300",
                        "bank City Hotel net cash: expected 900, got 1000");
    }

    @Test
    void a_rate_that_is_off_by_more_than_rounding_is_found() {
        var comparison = new Comparison();

        comparison.check("good", new BigDecimal("7240.5173"), new BigDecimal("7240.52"));
        comparison.check("bad", new BigDecimal("7240.5173"), new BigDecimal("7240.53"));

        assertThat(comparison.differences())
                .extracting(Comparison.Difference::what)
                .containsExactly("bad");
    }

    @Test
    void a_rate_that_is_missing_is_found_and_a_zero_that_is_missing_is_none() {
        var comparison = new Comparison();

        comparison.check("missing here", new BigDecimal("0.37"), null);
        comparison.check("missing there", null, new BigDecimal("0.37"));
        comparison.check("zero", new BigDecimal("0.0"), null);
        comparison.check("neither", (BigDecimal) null, null);

        assertThat(comparison.differences())
                .extracting(Comparison.Difference::what)
                .containsExactly("missing here", "missing there");
    }

    @Test
    void a_whole_number_is_not_a_rate_that_was_rounded() {
        var comparison = new Comparison();

        comparison.check("bad", new BigDecimal("100"), new BigDecimal("100.4"));
        comparison.check("good", new BigDecimal("100"), new BigDecimal("100.00"));

        assertThat(comparison.differences())
                .extracting(Comparison.Difference::what)
                .containsExactly("bad");
    }

    private Comparison compare() {
        var here = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        var settings = new Settings(truth, "127.0.0.1:9", here, here, here, here, here, null, Map.of());
        try (var api = new HttpApi(null, Duration.ofSeconds(10))) {
            return TruthComparison.run(truth, settings, api).comparison();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        boolean city = String.valueOf(exchange.getRequestURI().getQuery()).contains("hotel=city-hotel");
        var body = switch (path) {
            case "/v1/ledger/totals" -> bank;
            case "/v1/reports/nights" -> city ? nights : "{\"rows\":[]}";
            case "/v1/reports/months" -> city ? CITY_MONTHS : "{\"rows\":[]}";
            case "/v1/reports/cash" -> city ? CASH : "{\"rows\":[]}";
            default -> "{\"rows\":[]}";
        };
        var bytes = Json.line(Json.parse(body, path)).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void write(String file, String... lines) throws IOException {
        Files.writeString(truth.resolve(file), String.join("\n", lines) + "\n");
    }
}
