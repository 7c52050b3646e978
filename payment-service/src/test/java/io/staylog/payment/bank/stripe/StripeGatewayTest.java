package io.staylog.payment.bank.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.staylog.payment.bank.BankGateway;
import io.staylog.payment.bank.BankNotice;
import io.staylog.payment.bank.BankNotice.Kind;
import io.staylog.payment.bank.BankNotice.Stage;
import io.staylog.payment.bank.BankUnderTest.Card;
import io.staylog.payment.bank.FaultyWay.Fault;
import io.staylog.payment.bank.NotNoticed;
import io.staylog.payment.bank.NotNoticed.Code;
import io.staylog.payment.bank.Notification;
import io.staylog.payment.bank.Orders;
import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.NotTaken;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.payment.domain.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only Stripe has, beside the conformance suite. */
@Timeout(30)
class StripeGatewayTest {
    private static final String SECRET = "whsec_one";

    @TempDir
    Path home;

    private StripeUnderTest bank;
    private final Orders anna = Orders.of("stripe", "pm_card_visa");

    @BeforeEach
    void start() throws IOException {
        bank = new StripeUnderTest(home);
        Files.writeString(bank.secrets(), SECRET + "\n");
    }

    @AfterEach
    void stop() {
        bank.close();
    }

    private Said execute(io.staylog.payment.bank.BankOrder order) throws InterruptedException {
        return bank.gateway().execute(order);
    }

    private String psp(Orders orders) throws InterruptedException {
        return ((Approved) execute(orders.authorize())).pspReference();
    }

    private String sent(String key) {
        assertThat(bank.way().sent()).containsKey(key);
        return bank.way().sent().get(key).iterator().next();
    }

    @ParameterizedTest
    @CsvSource({
        "10000, EUR, 10000",
        "5000, JPY, 5000",
        "5000, ISK, 500000", // No decimals in ISO 4217, but hundredths at Stripe.
        "12300, MGA, 123", // The other way round.
        "12340, KWD, 12340"
    })
    void money_is_counted_as_stripe_counts_it(long minor, String currency, long amount) throws Exception {
        var orders = anna.money(minor, currency).atOnce();
        var answer = (Approved) execute(orders.authorize());
        assertThat(answer.movedMinor()).isEqualTo(minor);
        assertThat(sent(orders.authorize().gatewayKey() + ":create")).contains("amount=" + amount + "&");
        assertThat(execute(orders.later(Operation.REFUND, 2, answer.pspReference(), minor)))
                .isInstanceOfSatisfying(
                        Approved.class, it -> assertThat(it.movedMinor()).isEqualTo(minor));
    }

    @ParameterizedTest
    @CsvSource({"12345, MGA", "12345, KWD", "9223372036854775807, ISK"})
    void an_amount_that_stripe_cannot_move_is_not_sent(long minor, String currency) throws Exception {
        var orders = anna.money(minor, currency);
        assertThat(execute(orders.authorize()))
                .isInstanceOfSatisfying(
                        NotTaken.class, it -> assertThat(it.code()).isEqualTo("amount_not_possible"));
        assertThat(bank.way().sent()).isEmpty();
    }

    @Test
    void a_guest_comes_back_after_3d_secure_and_a_stored_card_is_charged_without_him() throws Exception {
        psp(anna);
        assertThat(sent(anna.authorize().gatewayKey()))
                .contains("return_url=https")
                .doesNotContain("off_session");
        var bela = new Orders(
                java.util.UUID.randomUUID(),
                "rio",
                "stripe",
                100_00,
                "EUR",
                anna.captureMode(),
                io.staylog.payment.domain.Initiator.MERCHANT,
                "cus_9/pm_card_visa");
        psp(bela);
        var key = bela.authorize().gatewayKey();
        assertThat(sent(key)).contains("off_session=true").doesNotContain("return_url");
        assertThat(sent(key + ":customer")).contains("customer=cus_9");
        assertThat(sent(key + ":create"))
                .as("a look-up must be able to say the same without a card")
                .doesNotContain("cus_9")
                .doesNotContain("pm_card");
        var cara = Orders.of("stripe", "pm_3ds").byMerchant();
        assertThat(execute(cara.authorize())).isEqualTo(new Declined("authentication_required"));
    }

    @ParameterizedTest
    @CsvSource({"tok_ok", "4242424242424242", "cus_1", "cus_1/tok_x", "'pm_a b'", "pm_none"})
    void what_is_no_payment_method_is_told_so(String token) throws Exception {
        var orders = Orders.of("stripe", token);
        assertThat(execute(orders.authorize())).isInstanceOfSatisfying(NotTaken.class, it -> {
            assertThat(it.code()).isEqualTo("token_invalid");
            assertThat(it.message()).doesNotContain(token);
        });
    }

    @Test
    void whatever_goes_wrong_before_the_confirmation_has_charged_nobody() throws Exception {
        for (var fault : Fault.values()) {
            var orders = Orders.of("stripe", "pm_card_visa");
            bank.way().disturb(orders.authorize().gatewayKey() + ":create", fault);
            assertThat(execute(orders.authorize())).as(fault.name()).isInstanceOf(NotExecuted.class);
            assertThat(bank.books(orders.payment()).authorizations()).isZero();
            assertThat(execute(orders.authorize())).as("again").isInstanceOf(Approved.class);
            assertThat(bank.books(orders.payment()).authorizations()).isEqualTo(1);
        }
    }

    @Test
    void a_payment_is_found_also_when_stripe_has_forgotten_its_key() throws Exception {
        var psp = psp(anna);
        bank.stripe.forgetKeys();
        assertThat(bank.gateway().lookUp(anna.lookUp()))
                .isInstanceOfSatisfying(
                        Approved.class, it -> assertThat(it.pspReference()).isEqualTo(psp));
        bank.stripe.forgetKeys();
        assertThat(bank.gateway().lookUp(anna.lookUp())).as("among several").isInstanceOf(Approved.class);
        assertThat(bank.books(anna.payment()).authorizations()).isEqualTo(1);
        var bela = Orders.of("stripe", "pm_card_visa");
        assertThat(bank.gateway().lookUp(bela.lookUp())).isEqualTo(new NotFound());
    }

    @Test
    void a_wrong_key_of_ours_moves_nothing() throws Exception {
        try (var server =
                answering(401, "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Invalid API Key\"}}")) {
            assertThat(server.gateway().execute(anna.authorize())).isInstanceOf(NotExecuted.class);
            assertThat(server.gateway().execute(anna.later(Operation.CAPTURE, 2, "pi_1", 1)))
                    .isEqualTo(new NotExecuted("the bank does not accept our key: HTTP 401"));
            assertThat(server.gateway().lookUp(anna.lookUp())).isInstanceOf(OutcomeUnknown.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "429, lock_timeout, NotExecuted",
        "409, idempotency_key_in_use, OutcomeUnknown",
        "500, api_error, OutcomeUnknown",
        "503, api_error, OutcomeUnknown",
        "302, moved, OutcomeUnknown",
        "200, not_an_object, OutcomeUnknown"
    })
    void what_an_error_says_of_money(int status, String code, String said) throws Exception {
        var body = "{\"error\":{\"type\":\"api_error\",\"code\":\"" + code + "\",\"message\":\"no\"}}";
        try (var server = answering(status, body)) {
            for (var operation :
                    new Operation[] {Operation.CAPTURE, Operation.REFUND, Operation.VOID, Operation.ADJUST}) {
                var answer = server.gateway().execute(anna.later(operation, 2, "pi_1", 1));
                assertThat(answer.getClass().getSimpleName())
                        .as("%s %s", operation, answer)
                        .isEqualTo(said);
                assertThat(server.gateway().lookUp(anna.lookUp(operation, 2, "pi_1", 1)))
                        .isInstanceOf(OutcomeUnknown.class);
            }
        }
    }

    @Test
    void a_body_that_makes_no_sense_leaves_it_unknown() throws Exception {
        try (var server = answering(200, "<html>")) {
            assertThat(server.gateway().execute(anna.later(Operation.CAPTURE, 2, "pi_1", 1)))
                    .isInstanceOf(OutcomeUnknown.class);
        }
    }

    private record Answering(HttpServer server, BankGateway gateway) implements AutoCloseable {
        @Override
        public void close() {
            gateway.close();
            server.stop(0);
        }
    }

    private Answering answering(int status, String body) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new Answering(server, StripeUnderTest.gateway(url, home));
    }

    private Notification heard(String body) throws InterruptedException {
        return bank.gateway()
                .hear(bank.sign(body, SECRET, Instant.now()), body.getBytes(StandardCharsets.UTF_8), Instant.now());
    }

    @Test
    void a_dispute_of_a_payment_that_is_none_of_ours_is_nobodys_and_one_that_cannot_be_placed_comes_again()
            throws Exception {
        var at = Instant.now();
        var unknown = bank.notice("evt_1", Kind.DISPUTE_OPENED, anna, 1, "pi_foreign", at);
        assertThat(heard(unknown))
                .isInstanceOfSatisfying(
                        BankNotice.class,
                        it -> assertThat(it.subject())
                                .isEqualTo(new BankNotice.Subject("unmatched", null, "", 0, "pi_foreign")));
        bank.way().failQuestions(true);
        assertThat(heard(unknown))
                .isInstanceOfSatisfying(
                        NotNoticed.class, it -> assertThat(it.code()).isEqualTo(Code.NOT_NOW));
    }

    @Test
    void an_inquiry_is_no_chargeback_yet() throws Exception {
        var body = bank.notice("evt_1", Kind.DISPUTE_OPENED, anna, 1, psp(anna), Instant.now())
                .replace("needs_response", "warning_needs_response");
        assertThat(((BankNotice) heard(body)).dispute().stage()).isEqualTo(Stage.INQUIRY);
    }

    @Test
    void a_notice_of_a_later_operation_names_its_own_attempt_and_amount() throws Exception {
        var at = Instant.now();
        var captured = bank.notice("evt_1", Kind.CAPTURED, anna, 1, "pi_1", at)
                .replace(
                        "\"metadata\":{",
                        "\"metadata\":{\"staylog_capture_2\":\"3000\",\"staylog_capture_3\":\"2000\",");
        var notice = (BankNotice) heard(captured);
        assertThat(notice.subject().merchantReference()).isEqualTo(anna.payment() + ":3");
        assertThat(notice.amountMinor()).isEqualTo(20_00);
        var adjusted = bank.notice("evt_2", Kind.AUTHORIZED, anna, 1, "pi_1", at)
                .replace("\"metadata\":{", "\"metadata\":{\"staylog_adjust_4\":\"10000\",");
        assertThat(((BankNotice) heard(adjusted)).kind()).isEqualTo(Kind.ADJUSTED);
        assertThat(((BankNotice) heard(adjusted)).subject().attemptNo()).isEqualTo(4);
        var abandoned =
                bank.notice("evt_3", Kind.VOIDED, anna, 1, "pi_1", at).replace("requested_by_customer", "abandoned");
        assertThat(((BankNotice) heard(abandoned)).declineCode()).isEqualTo("authentication_failed");
        var pending = bank.notice("evt_4", Kind.REFUNDED, anna, 1, "pi_1", at).replace("succeeded", "pending");
        assertThat(((NotNoticed) heard(pending)).code()).isEqualTo(Code.TYPE_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "card_declined, , generic_decline",
        "card_declined, withdrawal_count_limit_exceeded, card_velocity_exceeded",
        "card_declined, reenter_transaction, try_again_later",
        "card_declined, pickup_card, lost_card",
        "card_declined, merchant_blacklist, fraudulent",
        "card_declined, stop_payment_order, transaction_not_allowed",
        "card_declined, invented_in_2031, invented_in_2031",
        "expired_card, , expired_card",
        "payment_intent_authentication_failure, , authentication_failed",
        ", , generic_decline"
    })
    void a_reason_of_stripes_is_told_in_our_words(String code, String declineCode, String ours) {
        assertThat(StripeDeclines.code(code, declineCode)).isEqualTo(ours);
    }

    @Test
    void no_secret_is_in_a_text() {
        assertThat(bank.token(Card.GOOD)).isNotBlank();
        assertThat(anna.authorize().toString()).doesNotContain("pm_card");
    }
}
