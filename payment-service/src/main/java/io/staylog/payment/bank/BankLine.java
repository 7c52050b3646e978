package io.staylog.payment.bank;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.staylog.payment.domain.BankAnswer.ActionRequired;
import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.NotTaken;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Pending;
import io.staylog.payment.domain.BankAnswer.Said;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one bank. So many calls at one time, none for a while after it has failed too often: whatever it does, the other
 * banks do not notice.
 */
final class BankLine {
    private static final Logger LOG = LoggerFactory.getLogger(BankLine.class);

    /** Together with the call itself it is shorter than the rules wait for an answer. */
    private static final Duration TURN_AFTER_MAX = Duration.ofSeconds(30);
    /** A bank all of whose calls take longer than this is not waited for by more than are allowed to. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(2);

    private final String name;
    private final BankGateway gateway;
    private final InstantSource clock;
    private final int inFlightMax;
    private final Bulkhead bulkhead;
    private final CircuitBreaker breaker;
    private volatile long movedAt = System.nanoTime();
    private volatile BankStanding standing = new BankStanding("closed", null, null, "");

    BankLine(String name, BankGateway gateway, BankWorkerSettings settings, InstantSource clock) {
        this.name = name;
        this.gateway = gateway;
        this.clock = clock;
        this.inFlightMax = settings.inFlightMax();
        this.bulkhead = Bulkhead.of(
                name,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(inFlightMax)
                        .maxWaitDuration(TURN_AFTER_MAX)
                        .build());
        this.breaker = CircuitBreaker.of(name, config(settings.breaker()));
        breaker.getEventPublisher()
                .onStateTransition(event -> LOG.warn(
                        "The bank {} was {} and is {}; last trouble: {}",
                        name,
                        text(event.getStateTransition().getFromState()),
                        text(event.getStateTransition().getToState()),
                        standing.trouble()));
    }

    private static CircuitBreakerConfig config(BreakerSettings settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize((int) settings.window().toSeconds())
                .minimumNumberOfCalls(settings.callsMin())
                .failureRateThreshold(settings.failurePercent())
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(settings.trials())
                .recordResult(said -> isFailure((Said) said))
                .build();
    }

    /** A bank that says no works. */
    private static boolean isFailure(Said said) {
        return switch (said) {
            case NotExecuted _, OutcomeUnknown _ -> true;
            case Approved _, Declined _, ActionRequired _, Pending _, NotTaken _, NotFound _ -> false;
        };
    }

    String name() {
        return name;
    }

    int inFlight() {
        return inFlightMax - bulkhead.getMetrics().getAvailableConcurrentCalls();
    }

    /** 0 where the bank is called, 1 where it is left alone, and between where it is tried again. */
    double openness() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> 1;
            case HALF_OPEN -> 0.5;
            case CLOSED, DISABLED, METRICS_ONLY -> 0;
        };
    }

    BankStanding standing() {
        var now = standing;
        return new BankStanding(text(breaker.getState()), now.answeredAt(), now.silentSince(), now.trouble());
    }

    private static String text(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** Whether it would be no use to wait for a turn: the bank is left alone, or it holds all calls without an answer. */
    boolean isStuck() {
        return breaker.getState() == State.OPEN
                || (bulkhead.getMetrics().getAvailableConcurrentCalls() <= 0
                        && System.nanoTime() - movedAt > STUCK_AFTER.toNanos());
    }

    /** Waits for a turn, but not for ever; who got one must {@link #leave}. */
    boolean enter() throws InterruptedException {
        boolean entered = bulkhead.tryAcquirePermission();
        if (!entered && Thread.interrupted()) {
            throw new InterruptedException("while waiting for a turn at the bank " + name);
        }
        movedAt = System.nanoTime();
        return entered;
    }

    void leave() {
        movedAt = System.nanoTime();
        bulkhead.onComplete();
    }

    /** For who got no turn. */
    NotExecuted busy() {
        return new NotExecuted("too many calls wait for an answer of the bank " + name, true);
    }

    /** Calls the bank, or leaves it alone; the caller has a turn. */
    Said call(BankOrder order) throws InterruptedException {
        if (!breaker.tryAcquirePermission()) {
            return new NotExecuted("the bank " + name + " has failed too often lately and is left alone", true);
        }
        long started = breaker.getCurrentTimestamp();
        try {
            var said = BankWords.checked(order.isLookup() ? gateway.lookUp(order) : gateway.execute(order));
            breaker.onResult(breaker.getCurrentTimestamp() - started, breaker.getTimestampUnit(), said);
            judge(said);
            return said;
        } catch (RuntimeException e) {
            breaker.onError(breaker.getCurrentTimestamp() - started, breaker.getTimestampUnit(), e);
            throw e;
        } catch (InterruptedException | Error e) {
            breaker.releasePermission();
            throw e;
        }
    }

    private void judge(Said said) {
        switch (said) {
            case NotExecuted it -> silent(it.message());
            case OutcomeUnknown(var message) -> silent(message);
            case Approved _, Declined _, ActionRequired _, Pending _, NotTaken _, NotFound _ ->
                standing = new BankStanding("", clock.instant(), null, "");
        }
    }

    private void silent(String message) {
        var before = standing;
        Instant since = before.silentSince() == null ? clock.instant() : before.silentSince();
        standing = new BankStanding("", before.answeredAt(), since, message);
    }
}
