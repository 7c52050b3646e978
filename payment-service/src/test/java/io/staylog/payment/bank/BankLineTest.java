package io.staylog.payment.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.payment.domain.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a bank that fails does to those who call it. */
@Timeout(30)
class BankLineTest {
    private static final Duration OPEN_FOR = Duration.ofMillis(300);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Said REFUSED = new NotExecuted("no connection to the bank: refused");

    private final Orders anna = Orders.of("scripted", "tok_ok");
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Said says = REFUSED;
    private volatile RuntimeException fails;
    private final CountDownLatch held = new CountDownLatch(1);
    private final BankLine line = line(2);

    private BankLine line(int inFlightMax) {
        var settings = new BankWorkerSettings("unused:9092", "one", Duration.ofHours(24), Duration.ofSeconds(1))
                .withInFlightMax(inFlightMax)
                .withBreaker(new BreakerSettings(Duration.ofSeconds(10), 4, 50, OPEN_FOR, 2));
        var bank = new ScriptedBank(Duration.ZERO) {
            @Override
            public Said execute(BankOrder order) {
                calls.incrementAndGet();
                if (fails != null) {
                    throw fails;
                }
                return says;
            }
        };
        return new BankLine("scripted", bank, settings, InstantSource.fixed(NOON));
    }

    private Said call() throws InterruptedException {
        return line.call(anna.authorize());
    }

    private void callTimes(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            call();
        }
    }

    private static boolean isNotTried(Said said) {
        return said instanceof NotExecuted it && it.notTried();
    }

    @Test
    void a_bank_that_fails_too_often_is_left_alone_for_calls_and_questions() throws Exception {
        callTimes(4);
        assertThat(line.standing())
                .isEqualTo(new BankStanding("open", null, NOON, "no connection to the bank: refused"));
        assertThat(line.openness()).isEqualTo(1);
        assertThat(line.isStuck()).isTrue();
        assertThat(call()).satisfies(said -> assertThat(isNotTried(said)).isTrue());
        assertThat(line.call(anna.lookUp()))
                .isEqualTo(new NotExecuted("the bank scripted has failed too often lately and is left alone", true));
        assertThat(calls).as("the bank has not heard of them").hasValue(4);
    }

    @Test
    void silence_and_faults_of_our_own_count_as_failures_and_refusals_do_not() throws Exception {
        says = new Declined("lost_card");
        callTimes(20);
        assertThat(line.standing().breaker()).isEqualTo("closed");
        says = new OutcomeUnknown("no answer within 10000 ms");
        callTimes(19);
        assertThat(line.standing().breaker()).as("not yet every second one").isEqualTo("closed");
        callTimes(1);
        assertThat(line.standing().breaker()).isEqualTo("open");
        var other = line(1);
        fails = new IllegalStateException("for a test");
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> other.call(anna.authorize())).isSameAs(fails);
        }
        assertThat(other.standing().breaker()).isEqualTo("open");
    }

    @Test
    void after_a_while_a_few_calls_are_tried_and_when_they_work_all_are_sent() throws Exception {
        callTimes(4);
        says = new Approved(100_00, "psp", io.staylog.payment.domain.BankAnswer.Card.UNKNOWN);
        await().until(() -> !isNotTried(call()));
        assertThat(line.standing().breaker()).isEqualTo("half_open");
        assertThat(line.openness()).isEqualTo(0.5);
        callTimes(1);
        assertThat(line.standing()).isEqualTo(new BankStanding("closed", NOON, null, ""));
        assertThat(line.openness()).isZero();
    }

    @Test
    void when_the_trials_fail_too_the_bank_is_left_alone_again() throws Exception {
        callTimes(4);
        await().until(() -> !isNotTried(call()));
        callTimes(1);
        assertThat(line.standing().breaker()).isEqualTo("open");
        assertThat(calls).hasValue(6);
    }

    @Test
    void a_trial_that_is_broken_off_is_no_trial() throws Exception {
        callTimes(4);
        await().until(() -> line.call(anna.lookUp()) instanceof NotExecuted it && !it.notTried());
        var interrupted = new BankLine(
                "scripted",
                new ScriptedBank(Duration.ZERO) {
                    @Override
                    public Said execute(BankOrder order) throws InterruptedException {
                        throw new InterruptedException("for a test");
                    }
                },
                new BankWorkerSettings("unused:9092", "one", Duration.ofHours(24), Duration.ofSeconds(1))
                        .withBreaker(new BreakerSettings(Duration.ofSeconds(10), 1, 50, OPEN_FOR, 1)),
                InstantSource.fixed(NOON));
        assertThatThrownBy(() -> interrupted.call(anna.later(Operation.VOID, 2, "psp", 1)))
                .isInstanceOf(InterruptedException.class);
        assertThat(interrupted.standing().breaker()).isEqualTo("closed");
    }

    @Test
    void a_bank_that_holds_all_its_calls_is_stuck_and_who_is_interrupted_in_the_queue_gets_no_turn() throws Exception {
        assertThat(line.enter()).isTrue();
        assertThat(line.isStuck()).isFalse();
        assertThat(line.enter()).isTrue();
        assertThat(line.inFlight()).isEqualTo(2);
        await().atMost(Duration.ofSeconds(5)).until(line::isStuck);
        var third = Thread.ofVirtual().start(() -> {
            try {
                line.enter();
            } catch (InterruptedException e) {
                held.countDown();
            }
        });
        third.interrupt();
        held.await();
        line.leave();
        assertThat(line.isStuck()).isFalse();
        assertThat(line.inFlight()).isEqualTo(1);
        assertThat(line.busy().notTried()).isTrue();
    }

    @Test
    void a_bank_that_had_nothing_to_do_is_not_stuck_the_moment_it_has_much() throws Exception {
        await().during(Duration.ofMillis(2_200)).atMost(Duration.ofSeconds(5)).until(() -> !line.isStuck());
        assertThat(line.enter()).isTrue();
        assertThat(line.enter()).isTrue();
        assertThat(line.isStuck()).isFalse();
    }
}
