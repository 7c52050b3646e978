package io.staylog.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.domain.PaymentEvent.OfPayment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs whose seed is in their name; {@code -Dseed=} plays one again. */
class RandomPaymentsTest {
    private static final int RUNS = Integer.getInteger("runs", 150);
    private static final int STEPS = 600;

    static LongStream seeds() {
        var wanted = Long.getLong("seed");
        return wanted == null ? LongStream.range(0, RUNS) : LongStream.of(wanted);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void money_never_moves_twice_and_the_log_says_what_the_bank_did(long seed) {
        var versions = new HashMap<PaymentId, Integer>();
        var day = new RandomDay(seed, (hotel, event) -> check(hotel, event, versions))
                .live(STEPS)
                .calmDown();
        if (Long.getLong("seed") != null) {
            day.log().forEach(dated -> System.out.println(dated.at() + " " + dated.event()));
        }
        for (var payment : day.hotel().payments()) {
            compareWithBank(day.bank(), payment);
        }
        assertThat(PaymentSpec.picture(replayed(day)))
                .as("the fold of the log")
                .isEqualTo(PaymentSpec.picture(day.hotel()));
    }

    @Test
    void the_runs_reach_every_kind_of_event() {
        var reached = new HashSet<Class<?>>();
        for (long seed = 0; seed < RUNS; seed++) {
            new RandomDay(seed, (_, event) -> reached.add(event.getClass()))
                    .live(STEPS)
                    .calmDown();
        }
        assertThat(reached).containsAll(leaves(PaymentEvent.class).toList());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RandomPaymentsTest::leaves)
                : Stream.of(type);
    }

    private static void check(HotelPayments hotel, PaymentEvent event, HashMap<PaymentId, Integer> versions) {
        if (event instanceof OfPayment change) {
            int before = versions.getOrDefault(event.paymentId(), 0);
            assertThat(change.about().version()).as("version of %s", event).isEqualTo(before + 1);
            versions.put(event.paymentId(), before + 1);
        }
        var payment = hotel.payment(event.paymentId());
        if (payment != null) {
            var sums = payment.sums();
            assertThat(sums.capturedMinor()).isLessThanOrEqualTo(sums.authorizedMinor());
            if (payment.stage() != Payment.Stage.FAILED) { // What was given back before it failed is lost.
                assertThat(sums.refundedMinor() + sums.refundedByHandMinor()).isLessThanOrEqualTo(sums.capturedMinor());
            }
            assertThat(payment.refundableMinor()).isNotNegative();
        }
        assertThat(hotel.standing()).isEqualTo(standing(hotel));
    }

    private static HotelPayments.Standing standing(HotelPayments hotel) {
        int open = 0;
        int unknown = 0;
        int attention = 0;
        for (var payment : hotel.payments()) {
            var attempt = payment.open();
            open += attempt == null ? 0 : 1;
            unknown += attempt != null && attempt.phase() == OpenAttempt.Phase.UNKNOWN ? 1 : 0;
            attention += payment.needsAttention() || (attempt != null && attempt.needsAttention()) ? 1 : 0;
        }
        return new HotelPayments.Standing(open, unknown, attention);
    }

    private static void compareWithBank(PretendBank bank, Payment payment) {
        var terms = payment.terms();
        var sums = payment.sums();
        assertThat(bank.moved(terms, Operation.REFUND))
                .as("never more than was taken")
                .isLessThanOrEqualTo(bank.captured(terms));
        var open = payment.open();
        if (open != null) {
            assertThat(open.needsAttention())
                    .as("nothing hangs without a person's knowing")
                    .isTrue();
            return; // What has become of it that person will find out.
        }
        assertThat(payment.waiting()).as("nothing waits").isEmpty();
        if (!payment.needsAttention()) {
            assertThat(bank.captured(terms)).as("captured").isEqualTo(sums.capturedMinor());
            assertThat(bank.moved(terms, Operation.REFUND)).as("refunded").isEqualTo(sums.refundedMinor());
            assertThat(bank.reserved(terms))
                    .as("reserved, once, and no money for a payment that is off")
                    .isEqualTo(
                            switch (payment.stage()) {
                                case INITIATED, DECLINED, CANCELLED, VOIDED, FAILED -> 0;
                                case AUTHORIZED, PARTIALLY_CAPTURED, CAPTURED, EXPIRED -> sums.authorizedMinor();
                            });
        }
        if (payment.cancellation() != null && !payment.needsAttention()) {
            assertThat(payment.refundableMinor()).as("all of it went back").isZero();
        }
        assertThat(new HashSet<>(payment.answered())).hasSameSizeAs(payment.answered());
    }

    private static HotelPayments replayed(RandomDay day) {
        var again = new HotelPayments(PaymentTimes.USUAL, "");
        day.log().forEach(dated -> again.evolve(dated.event(), dated.at()));
        return again;
    }
}
