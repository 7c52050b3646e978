package io.staylog.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.testing.TestBooks;
import io.staylog.cli.testing.TestStaylog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingWithPaymentsTest {
    private static final String PAYMENT = "0192f3a4-5b6c-7d8e-9f00-112233445566";
    private static final String HEAD =
            "settlementDate,merchant,merchantReference,pspReference,kind,amountMinor,feeMinor,currency\n";
    private static final Map<String, String> ANSWERS = Map.of(
            "/v1/payments/" + PAYMENT,
            "{\"paymentId\":\"" + PAYMENT + "\",\"hotelId\":\"rio\",\"status\":\"AUTHORIZED\","
                    + "\"terms\":{\"currency\":\"EUR\"},\"sums\":{\"authorizedMinor\":30000,\"capturedMinor\":5000}}",
            "/v1/hotels/rio/payments/" + PAYMENT + "/events",
            "{\"paymentId\":\"" + PAYMENT + "\",\"events\":[{\"type\":\"PaymentOperatorActed\","
                    + "\"time\":\"2027-05-01T10:00:00Z\",\"version\":3,\"actor\":{\"type\":\"STAFF\",\"id\":\"anna\"},"
                    + "\"reason\":\"the guest asked\",\"partition\":2,\"offset\":17,"
                    + "\"data\":{\"paymentId\":\"" + PAYMENT + "\",\"requestType\":\"PaymentRefundRequested\"}}]}",
            "/v1/hotels/rio/business-date",
            "{\"hotelId\":\"rio\",\"businessDate\":\"2027-05-01\"}",
            "/v1/attention",
            "{\"asOf\":\"2027-05-01T10:00:00Z\",\"count\":2,\"items\":[{\"kind\":\"OUTCOME_UNKNOWN\","
                    + "\"hotelId\":\"rio\",\"paymentId\":\"" + PAYMENT + "\",\"ageSeconds\":7260,\"amountMinor\":12050,"
                    + "\"currency\":\"EUR\",\"reason\":\"no answer\"},{\"kind\":\"DISPUTE_OPEN\",\"hotelId\":\"rio\","
                    + "\"ageSeconds\":90000,\"dueAt\":\"2027-05-08T10:00:00Z\",\"reason\":\"fraudulent\"}]}",
            "/v1/hotels/oslo/attention",
            "{\"asOf\":\"2027-05-01T10:00:00Z\",\"count\":0,\"items\":[]}");

    @TempDir
    static Path directory;

    private static TestStaylog staylog;
    private static TestBooks books;
    private static HttpServer services;

    @BeforeAll
    static void start() throws IOException {
        staylog = new TestStaylog(directory);
        books = new TestBooks(staylog.settings());
        services = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        services.createContext("/", exchange -> {
            var body = ANSWERS.get(exchange.getRequestURI().getPath());
            var bytes = (body == null ? "{\"code\":\"payment_not_found\",\"detail\":\"none\"}" : body).getBytes(UTF_8);
            exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        services.start();
    }

    @AfterAll
    static void stop() {
        services.stop(0);
        books.close();
        staylog.close();
    }

    private static Cli.Run run(String... arguments) {
        var url = "http://127.0.0.1:" + services.getAddress().getPort();
        var all = new ArrayList<>(List.of("payment"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--payment-url", url));
        if (!List.of("show", "list").contains(arguments[0])) {
            all.addAll(List.of("--by", "anna"));
        }
        all.addAll(List.of("--booking-url", url));
        return Cli.run(staylog, all.toArray(String[]::new));
    }

    @Test
    void all_that_is_authorised_is_captured_on_the_hotels_date_and_the_bank_is_waited_for() {
        var run = run("capture", PAYMENT, "--reason", "checked out");
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("captured 250.00 EUR, payment " + PAYMENT + "\n");
        var json = Json.parse(
                run("capture", PAYMENT, "--amount", "12.50", "--reason", "part", "--json")
                        .out(),
                "out");
        assertThat(json.path("amountMinor").asLong()).isEqualTo(1250);
        assertThat(json.path("type").asString()).isEqualTo("PaymentCaptured");
        assertThat(json.path("requestId").asString()).isNotEmpty();
    }

    @Test
    void what_would_be_sent_can_be_seen_and_names_who_and_why() {
        var run = run("capture", PAYMENT, "--amount", "12.5", "--keep-rest", "--reason", "part", "--dry-run");
        var record = Json.parse(run.out(), "out");
        assertThat(record.path("actor").path("id").asString()).isEqualTo("anna");
        assertThat(record.path("actor").path("type").asString()).isEqualTo("STAFF");
        assertThat(record.path("reason").asString()).isEqualTo("part");
        assertThat(record.path("businessDate").asString()).isEqualTo("2027-05-01");
        assertThat(record.path("isFinal").asBoolean()).isFalse();
        assertThat(record.path("hotelId").asString()).isEqualTo("rio");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "method ID --token tok_ok",
                "void ID --reason x",
                "resolve ID --attempt 1 --as APPROVED --psp-reference p --reason x",
                "dispute challenge ID --dispute dp_1 --reason x",
                "dispute accept ID --dispute dp_1 --reason x",
                "manual-refund ID --amount 1 --method cash --reason x",
                "acknowledge ID --reason x"
            })
    void every_verb_makes_a_record_of_the_hotel(String line) {
        var arguments = (line.replace("ID", PAYMENT) + " --dry-run").split(" ");
        var run = run(arguments);
        assertThat(run.exit()).as(run.err()).isZero();
        var record = Json.parse(run.out(), "out");
        assertThat(record.path("hotelId").asString()).isEqualTo("rio");
        assertThat(record.path("paymentId").asString()).isEqualTo(PAYMENT);
        assertThat(record.path("actor").path("id").asString()).isEqualTo("anna");
    }

    @Test
    void a_refund_is_answered_by_its_own_number_and_a_refusal_ends_with_3() {
        assertThat(run("refund", PAYMENT, "--amount", "25", "--reason", "noise").out())
                .isEqualTo("refunded 25.00 EUR, payment " + PAYMENT + "\n");
        var refused = run("refund", PAYMENT, "--amount", "100.01", "--reason", "noise");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("rejected: amount_exceeds_refundable: The amount is too much.");
    }

    @Test
    void a_decline_ends_with_3_and_an_outcome_that_nobody_knows_with_4_and_how_to_repeat() {
        var declined = run("capture", PAYMENT, "--amount", "1", "--reason", "x");
        assertThat(declined.exit()).isEqualTo(3);
        assertThat(declined.err()).contains("generic_decline");
        var unknown = run("capture", PAYMENT, "--amount", "2", "--reason", "x", "--timeout", "2s");
        assertThat(unknown.exit()).isEqualTo(4);
        assertThat(unknown.err()).contains("nobody knows yet what became of it at the bank", "--request-id");
    }

    @Test
    void a_person_is_done_when_the_books_have_it_and_must_say_why() {
        assertThat(run("acknowledge", PAYMENT, "--reason", "called the guest").out())
                .startsWith("acknowledged");
        assertThat(run("acknowledge", PAYMENT).exit()).isEqualTo(2);
        assertThat(run("acknowledge", PAYMENT, "--reason", " ").err()).contains("--reason must say why");
        assertThat(run("refund", PAYMENT, "--amount", "1.005", "--reason", "x").err())
                .contains("is no amount in EUR");
    }

    @Test
    void a_card_number_is_sent_nowhere() {
        var run = run("method", PAYMENT, "--token", "4111111111111111");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("sensitive_card_data").doesNotContain("4111");
    }

    @Test
    void a_payment_nobody_knows_is_said_so_before_anything_is_sent() {
        var run = run("void", "00000000-0000-0000-0000-000000000001", "--reason", "x");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("payment_not_found");
    }

    @Test
    void the_story_of_a_payment_has_a_line_for_every_event_with_who_and_why() {
        var run = run("show", PAYMENT);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("AUTHORIZED", "2:17", "PaymentOperatorActed", "STAFF anna", "the guest asked")
                .contains("requestType=PaymentRefundRequested");
        var json = Json.parse(run("show", PAYMENT, "--json").out(), "out");
        assertThat(json.path("events")).hasSize(1);
        assertThat(json.path("payment").path("hotelId").asString()).isEqualTo("rio");
    }

    @Test
    void what_needs_a_person_is_listed_with_its_age_and_due_date() {
        var run = run("list", "--needs-attention");
        assertThat(run.out())
                .contains("2 h 1 min", "OUTCOME_UNKNOWN", "120.50 EUR")
                .contains("1 d 1 h", "2027-05-08T10:00:00Z");
        assertThat(run("list", "--needs-attention", "--limit", "1").out()).contains("1 more");
        assertThat(run("list", "--needs-attention", "--hotel", "oslo").out()).isEqualTo("nothing needs attention\n");
        assertThat(run("list", "--needs-attention", "--state", "CAPTURED").exit())
                .isEqualTo(2);
    }

    @Test
    void a_settlement_that_agrees_ends_with_0_and_the_same_file_again_too() throws IOException {
        var file = Files.writeString(
                directory.resolve("good.csv"),
                HEAD + "2027-05-01,rio,p:1,psp_1,capture,12000,193,EUR\n"
                        + "2027-05-01,oslo,q:1,psp_2,refund,500,0,NOK\n");
        var run = run("settle", file.toString());
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("oslo", "rio", "agrees", "100.00 EUR", "1.65 EUR");
        assertThat(run("settle", file.toString()).out()).isEqualTo(run.out());
    }

    @Test
    void a_settlement_that_differs_ends_with_3_and_names_every_difference() throws IOException {
        var file = Files.writeString(
                directory.resolve("differs.csv"),
                HEAD + "2027-05-02,rio,p:1,psp_1,capture,12000,193,EUR\n"
                        + "2027-05-02,rio,p:2,psp_2,capture,100000,25,EUR\n");
        var run = run("settle", file.toString());
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("differs", "MISSING_IN_BOOKS", "CAPTURE", "p:2", "1000.00 EUR");
        var json = Json.parse(run("settle", file.toString(), "--json").out(), "out");
        assertThat(json.path("settlements").get(0).path("matched").asInt()).isEqualTo(1);
        assertThat(json.path("differences")).hasSize(1);
    }

    @Test
    void a_settlement_with_a_bad_line_is_not_sent_at_all() throws IOException {
        var file = Files.writeString(
                directory.resolve("bad.csv"),
                HEAD + "2027-05-03,rio,p:1,psp_1,capture,12000,193,EUR\n2027-05-03,rio,p:2,psp_2,kapture,1,0,EUR\n");
        var run = run("settle", file.toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("line 3: kind must be capture", "nothing was sent");
        assertThat(run.out()).isEmpty();
    }
}
