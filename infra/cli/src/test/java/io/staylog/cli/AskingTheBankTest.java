package io.staylog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.banksimulator.BankSimulator;
import io.staylog.cli.terminal.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AskingTheBankTest {
    @TempDir
    Path directory;

    private BankSimulator bank;

    @BeforeEach
    void start() throws IOException {
        bank = BankSimulator.start(0, directory, Duration.ofMillis(50), Clock.systemUTC(), failure -> {
            throw new IllegalStateException(failure);
        });
    }

    @AfterEach
    void stop() {
        bank.close();
    }

    @Test
    void the_ledger_can_be_cut_down_to_a_hotel_or_a_payment() throws Exception {
        var anna = authorized("anna", "rio");
        authorized("bela", "oslo");

        assertThat(staylog("ledger").lines()).hasSize(4);
        assertThat(staylog("ledger", "--hotel", "oslo").lines())
                .hasSize(2)
                .allSatisfy(it -> assertThat(it).contains("bela:1", "oslo", "10000 EUR"));
        assertThat(staylog("ledger", "--payment", "anna").out())
                .isEqualTo(staylog("ledger", "--payment", anna).out())
                .contains("call authorize approved")
                .contains("effect authorize authorized");
        assertThat(Json.parse(staylog("ledger", "--json").lines().getFirst(), "a line")
                        .path("seq")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void following_the_ledger_shows_what_comes_until_nobody_reads() throws Exception {
        authorized("anna", "rio");
        var reader = new Reader();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var run = threads.submit(() -> Cli.runTo(reader, with("ledger", "--follow")));
            await().until(() -> reader.text().contains("anna:1"));
            authorized("bela", "rio");
            await().until(() -> reader.text().contains("bela:1"));
            reader.goAway();
            authorized("cara", "rio");

            assertThat(run.get().exit()).isZero();
        }
        assertThat(reader.text().lines()).hasSize(4);
    }

    @Test
    void totals_are_a_row_per_hotel_payment_or_currency() throws Exception {
        authorized("anna", "rio");
        authorized("bela", "oslo");

        var table = staylog("totals").lines();

        assertThat(table.getFirst()).startsWith("merchant  currency  calls").contains("captureFailed");
        assertThat(table.get(1)).startsWith("oslo").contains("10000 (1)");
        assertThat(staylog("totals", "--by", "reference").out()).contains("anna", "bela");
        assertThat(Json.parse(staylog("totals", "--by", "all", "--json").out(), "totals")
                        .path("totals")
                        .path(0)
                        .path("authorized")
                        .path("minor")
                        .asLong())
                .isEqualTo(20_000);
    }

    @Test
    void a_payment_and_an_operation_are_what_the_bank_says() throws Exception {
        var anna = authorized("anna", "rio");

        assertThat(staylog("payment", anna).out()).contains("authorized");
        assertThat(staylog("operations", "anna:1", "--hotel", "rio").out()).contains("approved", anna);
        var missing = staylog("operations", "anna:1", "--hotel", "oslo");
        assertThat(missing.exit()).isEqualTo(3);
        assertThat(missing.err()).contains("not_found");
        assertThat(staylog("operations", "anna:1", "--hotel", "rio", "--operation", "capture")
                        .exit())
                .isEqualTo(3);
        assertThat(staylog("payment", "psp_none").err()).contains("payment_not_found");
    }

    @Test
    void a_settlement_is_the_banks_file_or_json() throws Exception {
        var anna = authorized("anna", "rio");
        post("/v1/payments/" + anna + "/captures", "anna-capture", """
                {"merchantReference":"anna:2","amountMinor":10000}""");
        var today = LocalDate.now(ZoneOffset.UTC).toString();
        var file = directory.resolve("settlement.csv");

        var csv = staylog("settlement", today);

        assertThat(csv.lines()).hasSize(2);
        assertThat(csv.lines().get(1)).isEqualTo(today + ",rio,anna:2," + anna + ",capture,10000,165,EUR");
        assertThat(Json.parse(staylog("settlement", today, "--json").out(), "json")
                        .path("feeMinor")
                        .asLong())
                .isEqualTo(165);
        assertThat(staylog("settlement", today, "--output", file.toString()).exit())
                .isZero();
        assertThat(file).hasContent(csv.out());
        assertThat(staylog("settlement", "yesterday").exit()).isEqualTo(2);
    }

    @Test
    void faults_are_set_shown_and_cleared() {
        var set = staylog("faults", "set", "--seed", "42", "--rate", "0.1", "--kind", "reset,delay", "--delay-ms", "9");

        assertThat(set.exit()).as(set.err()).isZero();
        assertThat(staylog("faults", "show", "--json").out())
                .contains("\"seed\":42", "\"rate\":0.1", "\"kinds\":[\"delay\",\"reset\"]", "\"delayMs\":9");
        assertThat(staylog("faults", "clear").out()).contains("rate");
        assertThat(staylog("faults", "show", "--json").out()).contains("\"rate\":0.0");
        assertThat(staylog("faults", "set", "--seed", "1", "--rate", "2").err()).contains("from 0 to 1");
    }

    @Test
    void an_outage_begins_is_seen_and_ends() throws Exception {
        var start = staylog("outage", "start", "--kind", "unavailable", "--for", "1h", "--json");

        assertThat(start.out()).contains("\"away\":true", "\"kind\":\"503\"");
        assertThat(staylog("payment", "psp_1").exit()).isEqualTo(5);
        assertThat(staylog("outage", "show", "--json").out()).contains("\"away\":true");
        assertThat(staylog("outage", "end", "--json").out()).contains("\"away\":false");
        assertThat(staylog("payment", "psp_1").exit()).isEqualTo(3);
    }

    @Test
    void a_bank_that_does_not_run_is_one_sentence() {
        var run = Cli.run("bank", "totals", "--bank-url", "http://127.0.0.1:1");

        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).contains("http://127.0.0.1:1").hasLineCount(1);
    }

    private Cli.Run staylog(String... command) {
        return Cli.run(with(command));
    }

    private String[] with(String... command) {
        var all = new ArrayList<>(List.of("bank"));
        all.addAll(List.of(command));
        all.addAll(List.of("--bank-url", url()));
        return all.toArray(String[]::new);
    }

    private String url() {
        return "http://127.0.0.1:" + bank.port();
    }

    private String authorized(String guest, String hotel) throws Exception {
        var answer = post("/v1/payments", guest, """
                {"merchantReference":"%s:1","merchant":"%s","amountMinor":10000,"currency":"EUR","token":"tok_ok"}""".formatted(guest, hotel));
        return Json.parse(answer, "the answer").path("pspReference").asString();
    }

    private String post(String path, String key, String body) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(url() + path))
                                    .header("Content-Type", "application/json")
                                    .header("Idempotency-Key", key)
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    /** A stdout that somebody reads, and at some time no more. */
    private static final class Reader extends OutputStream {
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private boolean isAway;

        @Override
        public synchronized void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            if (isAway) {
                throw new IOException("Broken pipe");
            }
            read.write(bytes, offset, length);
        }

        synchronized void goAway() {
            isAway = true;
        }

        synchronized String text() {
            return read.toString(StandardCharsets.UTF_8);
        }
    }
}
