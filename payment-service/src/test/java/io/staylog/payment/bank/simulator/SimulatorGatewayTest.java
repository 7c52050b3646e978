package io.staylog.payment.bank.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.staylog.banksimulator.BankSimulator;
import io.staylog.payment.bank.BankOrder;
import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.NotTaken;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.payment.domain.CaptureMode;
import io.staylog.payment.domain.Initiator;
import io.staylog.payment.domain.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the real bank simulator, and against servers that no bank would be. */
@Timeout(30)
class SimulatorGatewayTest {
    private static final Duration REQUEST_TIMEOUT = Duration.ofMillis(700);
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @TempDir
    static Path ledger;

    private static BankSimulator simulator;
    private static SimulatorGateway gateway;

    private final UUID payment = UUID.randomUUID();

    @BeforeAll
    static void start() throws IOException {
        simulator = BankSimulator.start(0, ledger, Duration.ofSeconds(5), Clock.systemUTC(), failure -> {
            throw new IllegalStateException(failure);
        });
        gateway = gateway(simulator.port());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        simulator.close();
    }

    private static SimulatorGateway gateway(int port) {
        return new SimulatorGateway(
                new SimulatorSettings(URI.create("http://127.0.0.1:" + port), REQUEST_TIMEOUT, REQUEST_TIMEOUT, null));
    }

    private BankOrder order(Operation operation, int attemptNo, String pspReference, CaptureMode mode, String token) {
        return order("rio", operation, attemptNo, pspReference, mode, token);
    }

    private BankOrder order(
            String hotelId, Operation operation, int attemptNo, String pspReference, CaptureMode mode, String token) {
        return new BankOrder(
                payment,
                null,
                hotelId,
                operation,
                attemptNo,
                0,
                payment + ":key:" + attemptNo,
                payment + ":" + attemptNo,
                pspReference,
                100_00,
                "EUR",
                mode,
                token,
                Initiator.CUSTOMER,
                TRACE,
                "",
                true,
                null);
    }

    private BankOrder authorization(CaptureMode mode, String token) {
        return order(Operation.AUTHORIZE, 1, null, mode, token);
    }

    private BankOrder later(Operation operation, int attemptNo, String pspReference) {
        return order(operation, attemptNo, pspReference, CaptureMode.MANUAL, null);
    }

    private BankOrder lookup(int attemptNo) {
        return order(null, attemptNo, null, CaptureMode.MANUAL, null);
    }

    private static Approved approved(Said said) {
        assertThat(said).isInstanceOf(Approved.class);
        return (Approved) said;
    }

    @Test
    void an_authorisation_tells_of_the_card() throws Exception {
        var answer = approved(gateway.execute(authorization(CaptureMode.MANUAL, "tok_ok_mastercard")));
        assertThat(answer.movedMinor()).isEqualTo(100_00);
        assertThat(answer.pspReference()).startsWith("psp_");
        assertThat(answer.card().brand()).isEqualTo("mastercard");
        assertThat(answer.card().last4()).isEqualTo("4444");
        assertThat(answer.card().authCode()).isNotEmpty();
        assertThat(answer.card().expiresAt()).isAfter(Instant.now());
    }

    @Test
    void what_is_authorised_is_captured_and_refunded() throws Exception {
        var psp = approved(gateway.execute(authorization(CaptureMode.MANUAL, "tok_ok")))
                .pspReference();
        assertThat(approved(gateway.execute(later(Operation.CAPTURE, 2, psp))).movedMinor())
                .isEqualTo(100_00);
        assertThat(approved(gateway.execute(later(Operation.REFUND, 3, psp))).movedMinor())
                .isEqualTo(100_00);
        assertThat(gateway.execute(later(Operation.REFUND, 4, psp)))
                .isEqualTo(new Declined("amount_exceeds_refundable"));
    }

    @Test
    void what_is_authorised_is_voided() throws Exception {
        var psp = approved(gateway.execute(authorization(CaptureMode.MANUAL, "tok_ok")))
                .pspReference();
        assertThat(approved(gateway.execute(later(Operation.VOID, 2, psp))).movedMinor())
                .isEqualTo(100_00);
    }

    @Test
    void the_same_key_again_has_the_same_answer_and_no_second_effect() throws Exception {
        var first = gateway.execute(authorization(CaptureMode.AUTOMATIC, "tok_ok"));
        assertThat(gateway.execute(authorization(CaptureMode.AUTOMATIC, "tok_ok")))
                .isEqualTo(first);
        assertThat(approved(first).movedMinor()).isEqualTo(100_00);
    }

    @ParameterizedTest
    @CsvSource({"tok_decline_insufficient, insufficient_funds", "tok_decline_lost, lost_card", "tok_cvc, incorrect_cvc"
    })
    void a_refusal_has_its_code(String token, String code) throws Exception {
        assertThat(gateway.execute(authorization(CaptureMode.AUTOMATIC, token))).isEqualTo(new Declined(code));
    }

    @Test
    void what_the_bank_does_not_take_is_told_from_what_it_declines() throws Exception {
        assertThat(gateway.execute(later(Operation.CAPTURE, 2, "psp_none")))
                .isEqualTo(new NotTaken(
                        "payment_not_found", "the bank did not take the call: HTTP 404 payment_not_found"));
        assertThat(gateway.execute(authorization(CaptureMode.AUTOMATIC, "no_such_token")))
                .isEqualTo(new NotTaken(
                        "token_invalid", "the bank did not take the call: HTTP 400 token_invalid, field token"));
        assertThat(gateway.execute(authorization(CaptureMode.AUTOMATIC, "not a token")))
                .isEqualTo(new NotTaken(
                        "invalid_request", "the bank did not take the call: HTTP 400 invalid_request, field token"));
    }

    @Test
    void another_hotels_operation_is_never_the_answer() throws Exception {
        approved(gateway.execute(authorization(CaptureMode.AUTOMATIC, "tok_ok")));
        assertThat(gateway.lookUp(order("oslo", null, 1, null, CaptureMode.AUTOMATIC, null)))
                .isEqualTo(new NotFound());
        assertThat(gateway.lookUp(lookup(1))).isInstanceOf(Approved.class);
    }

    @Test
    void the_trace_goes_on_at_the_bank() throws Exception {
        var traces = new ArrayBlockingQueue<String>(1);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            traces.add(exchange.getRequestHeaders().getFirst("traceparent"));
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        server.start();
        try (var traced = gateway(server.getAddress().getPort())) {
            traced.lookUp(lookup(1));
            assertThat(traces.poll()).isEqualTo(TRACE);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void an_answer_that_got_lost_is_found_by_looking_it_up() throws Exception {
        assertThat(gateway.execute(authorization(CaptureMode.AUTOMATIC, "tok_timeout_then_approved")))
                .isInstanceOf(OutcomeUnknown.class);
        var found = approved(gateway.lookUp(lookup(1)));
        assertThat(found.movedMinor()).isEqualTo(100_00);
        assertThat(found.card().last4()).isEqualTo("4242");
    }

    @Test
    void a_decline_that_got_lost_is_found_by_looking_it_up() throws Exception {
        assertThat(gateway.execute(authorization(CaptureMode.AUTOMATIC, "tok_timeout_then_declined")))
                .isInstanceOf(OutcomeUnknown.class);
        assertThat(gateway.lookUp(lookup(1))).isEqualTo(new Declined("generic_decline"));
    }

    @Test
    void a_call_that_got_lost_is_not_found() throws Exception {
        assertThat(gateway.execute(authorization(CaptureMode.AUTOMATIC, "tok_timeout_never_executed")))
                .isInstanceOf(OutcomeUnknown.class);
        assertThat(gateway.lookUp(lookup(1))).isEqualTo(new NotFound());
    }

    @Test
    void a_bank_that_cannot_say_leaves_it_unknown() throws Exception {
        assertThat(gateway.execute(authorization(CaptureMode.AUTOMATIC, "tok_unknown_forever")))
                .isInstanceOf(OutcomeUnknown.class);
        assertThat(gateway.lookUp(lookup(1))).isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void a_bank_that_says_it_is_down_has_executed_nothing() throws Exception {
        var order = authorization(CaptureMode.AUTOMATIC, "tok_5xx_1");
        assertThat(gateway.execute(order)).isInstanceOf(NotExecuted.class);
        assertThat(gateway.execute(order)).isInstanceOf(Approved.class);
    }

    @Test
    void a_call_that_is_still_in_progress_is_not_known_yet() throws Exception {
        var order = authorization(CaptureMode.AUTOMATIC, "tok_slow_25000");
        assertThat(gateway.execute(order)).isInstanceOf(OutcomeUnknown.class);
        assertThat(gateway.execute(order))
                .isEqualTo(new OutcomeUnknown("the bank answered HTTP 409 operation_in_progress"));
        assertThat(gateway.lookUp(lookup(1))).isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void a_bank_that_is_not_there_has_executed_nothing() throws Exception {
        int nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        try (var lost = gateway(nobody)) {
            assertThat(lost.execute(authorization(CaptureMode.AUTOMATIC, "tok_ok")))
                    .isInstanceOf(NotExecuted.class);
        }
    }

    @Test
    void a_connection_that_is_cut_leaves_it_unknown() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var cut = gateway(socket.getLocalPort())) {
            Thread.ofVirtual().start(() -> {
                try (var connection = socket.accept()) {
                    connection.getInputStream().read();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(cut.execute(authorization(CaptureMode.AUTOMATIC, "tok_ok")))
                    .isInstanceOf(OutcomeUnknown.class);
        }
    }

    @Test
    void a_body_that_never_ends_or_never_comes_leaves_it_unknown_and_holds_up_nobody() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush(); // And nothing more.
        });
        server.start();
        try (var waiting = gateway(server.getAddress().getPort())) {
            assertThat(waiting.execute(authorization(CaptureMode.AUTOMATIC, "tok_ok")))
                    .isEqualTo(new OutcomeUnknown("no answer within 700 ms"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_token_is_in_no_text() {
        assertThat(authorization(CaptureMode.AUTOMATIC, "tok_secret").toString())
                .doesNotContain("tok_secret");
    }
}
