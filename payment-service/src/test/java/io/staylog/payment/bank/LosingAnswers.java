package io.staylog.payment.bank;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.bank.BankUnderTest.Card;
import io.staylog.payment.bank.FaultyWay.Fault;
import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.payment.domain.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every gateway must say when calls or answers are lost, so that nobody pays twice. A part of the conformance suite. */
@Timeout(60)
public abstract class LosingAnswers {
    protected abstract BankUnderTest bank();

    /** A gateway to where nobody listens. */
    protected abstract BankGateway toNobody() throws Exception;

    private Orders orders() {
        return Orders.of(bank().name(), bank().token(Card.GOOD));
    }

    private Said execute(BankOrder order) throws InterruptedException {
        return bank().gateway().execute(order);
    }

    private Said lookUp(BankOrder order) throws InterruptedException {
        return bank().gateway().lookUp(order);
    }

    /** One order of each operation with the question about it, on a payment that allows it. */
    private record Case(Orders orders, BankOrder order, BankOrder question) {}

    private Case prepared(Operation operation) throws InterruptedException {
        var orders = orders();
        if (operation == Operation.AUTHORIZE) {
            return new Case(
                    orders.atOnce(),
                    orders.atOnce().authorize(),
                    orders.atOnce().lookUp());
        }
        var first = operation == Operation.REFUND ? orders.atOnce() : orders;
        var psp = ((Approved) execute(first.authorize())).pspReference();
        long minor = operation == Operation.ADJUST ? 150_00 : 100_00;
        return new Case(first, first.later(operation, 2, psp, minor), first.lookUp(operation, 2, psp, minor));
    }

    private long effects(Operation operation, Case it) throws Exception {
        var books = bank().books(it.orders().payment());
        return switch (operation) {
            case AUTHORIZE -> Math.max(books.authorizations(), books.capturedMinor() / 100_00);
            case CAPTURE -> books.capturedMinor() / 100_00;
            case VOID -> books.voids();
            case REFUND -> Math.max(books.refunds(), books.refundedMinor() / 100_00);
            case ADJUST -> (books.authorizedMinor() - 100_00) / 50_00;
        };
    }

    static List<Arguments> everyOperationAndFault() {
        var all = new ArrayList<Arguments>();
        for (var operation : Operation.values()) {
            for (var fault : Fault.values()) {
                all.add(Arguments.of(operation, fault));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("everyOperationAndFault")
    void an_answer_that_is_lost_is_unknown_until_it_is_looked_up_and_a_repeat_has_no_second_effect(
            Operation operation, Fault fault) throws Exception {
        var it = prepared(operation);
        bank().way().disturb(it.order().gatewayKey(), fault);
        assertThat(execute(it.order())).isInstanceOf(OutcomeUnknown.class);
        assertThat(lookUp(it.question())).isInstanceOf(fault.isAfter() ? Approved.class : NotFound.class);
        assertThat(effects(operation, it)).isEqualTo(fault.isAfter() ? 1 : 0);
        assertThat(execute(it.order())).as("again").isInstanceOf(Approved.class);
        assertThat(lookUp(it.question())).isInstanceOf(Approved.class);
        assertThat(effects(operation, it)).isEqualTo(1);
    }

    @Test
    void a_decline_that_is_lost_is_found() throws Exception {
        var anna = Orders.of(bank().name(), bank().declined("lost_card"));
        bank().way().disturb(anna.authorize().gatewayKey(), Fault.ANSWER_LOST);
        assertThat(execute(anna.authorize())).isInstanceOf(OutcomeUnknown.class);
        assertThat(lookUp(anna.lookUp())).isEqualTo(new Declined("lost_card"));
        assertThat(execute(anna.authorize())).isEqualTo(new Declined("lost_card"));
    }

    @Test
    void a_look_up_never_charges() throws Exception {
        var anna = orders().atOnce();
        for (int i = 0; i < 3; i++) {
            assertThat(lookUp(anna.lookUp())).isEqualTo(new NotFound());
        }
        assertThat(bank().books(anna.payment()).authorizations()).isZero();
        assertThat(execute(anna.authorize())).isInstanceOf(Approved.class);
        assertThat(bank().books(anna.payment()).authorizations()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_bank_that_cannot_say_leaves_it_unknown(Operation operation) throws Exception {
        var it = prepared(operation);
        execute(it.order());
        bank().way().failQuestions(true);
        try {
            assertThat(lookUp(it.question())).isInstanceOf(OutcomeUnknown.class);
        } finally {
            bank().way().failQuestions(false);
        }
        assertThat(lookUp(it.question())).isInstanceOf(Approved.class);
    }

    static List<Operation> operations() {
        return List.of(Operation.values());
    }

    @Test
    void a_bank_that_is_not_there_has_executed_nothing_and_knows_nothing() throws Exception {
        try (var gateway = toNobody()) {
            assertThat(gateway.execute(orders().authorize())).isInstanceOf(NotExecuted.class);
            assertThat(gateway.execute(orders().later(Operation.CAPTURE, 2, "pi_1", 1)))
                    .isInstanceOf(NotExecuted.class);
            assertThat(gateway.lookUp(orders().lookUp())).isInstanceOfAny(NotExecuted.class, OutcomeUnknown.class);
        }
    }

    /** What changes between two deliveries of one instruction must not change what is sent. */
    private static BankOrder delivered(BankOrder order, Random random) {
        return new BankOrder(
                order.paymentId(),
                random.nextBoolean() ? null : new java.util.UUID(1, random.nextLong()),
                order.hotelId(),
                order.operation(),
                order.attemptNo(),
                order.isLookup() ? 1 + random.nextInt(8) : 0,
                order.gatewayKey(),
                order.merchantReference(),
                order.pspReference(),
                order.amountMinor(),
                order.currency(),
                order.captureMode(),
                order.token(),
                order.initiator(),
                random.nextBoolean() ? null : "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                order.gateway(),
                order.isFinal(),
                order.about());
    }

    @Test
    void no_key_is_ever_sent_with_another_body_however_often_and_in_whatever_order() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (int run = 0; run < 12; run++) {
            var orders = run % 3 == 0 ? orders().atOnce() : run % 3 == 1 ? orders() : orders().byMerchant();
            var first = execute(orders.authorize());
            var psp = ((Approved) first).pspReference();
            var calls = new ArrayList<>(List.of(
                    orders.authorize(),
                    orders.capturePart(2, psp, 10_00),
                    orders.later(Operation.CAPTURE, 3, psp, 20_00),
                    orders.later(Operation.ADJUST, 4, psp, 150_00),
                    orders.later(Operation.REFUND, 5, psp, 5_00),
                    orders.later(Operation.VOID, 6, psp, 100_00),
                    orders.lookUp(),
                    orders.lookUp(Operation.CAPTURE, 2, psp, 10_00),
                    orders.lookUp(Operation.REFUND, 5, psp, 5_00)));
            calls.addAll(List.copyOf(calls));
            Collections.shuffle(calls, random);
            for (var call : calls) {
                var order = delivered(call, random);
                if (order.isLookup()) {
                    lookUp(order);
                } else {
                    execute(order);
                }
            }
        }
        assertThat(bank().way().sent()).hasSizeGreaterThan(12 * 5);
        assertThat(bank().way().sent())
                .allSatisfy((key, bodies) -> assertThat(bodies).as(key).hasSize(1));
    }
}
