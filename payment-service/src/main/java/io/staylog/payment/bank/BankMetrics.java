package io.staylog.payment.bank;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
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
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what happens between us and the bank, under the names {@code staylog.bank.*}. */
final class BankMetrics {
    private final MeterRegistry registry;
    private final AtomicInteger pending;

    BankMetrics(MeterRegistry registry) {
        this.registry = registry;
        pending =
                gauge("staylog.bank.calls.pending", "Instructions in memory, with the bank or waiting for their turn");
    }

    private AtomicInteger gauge(String name, String description) {
        var value = new AtomicInteger();
        Gauge.builder(name, value, AtomicInteger::get).description(description).register(registry);
        return value;
    }

    /** Shows a way to a bank as it is. */
    void show(BankLine line) {
        Gauge.builder("staylog.bank.calls.in.flight", line, BankLine::inFlight)
                .description("Calls that are with a bank")
                .tag("bank", line.name())
                .register(registry);
        Gauge.builder("staylog.bank.breaker.open", line, BankLine::openness)
                .description("1 where a bank is left alone because it fails, 0 where it is called")
                .tag("bank", line.name())
                .register(registry);
    }

    void notTried(String bank) {
        registry.counter("staylog.bank.calls.not.tried", "bank", bank).increment();
    }

    void ended(String bank, BankOrder order, Said said, Duration took) {
        Timer.builder("staylog.bank.call")
                .description("Time that a bank took for one call")
                .tag("bank", bank)
                .tag("operation", order.name())
                .tag("outcome", outcome(said))
                .publishPercentiles(0.5, 0.99)
                .register(registry)
                .record(took);
    }

    void pending(int jobs) {
        pending.set(jobs);
    }

    void tooOld() {
        registry.counter("staylog.bank.calls.too.old").increment();
    }

    void dead() {
        registry.counter("staylog.bank.calls.dead").increment();
    }

    void begunAnew() {
        registry.counter("staylog.bank.worker.begun.anew").increment();
    }

    private static String outcome(Said said) {
        return switch (said) {
            case Approved _ -> "approved";
            case Declined _ -> "declined";
            case NotTaken _ -> "not_taken";
            case NotExecuted _ -> "not_executed";
            case OutcomeUnknown _ -> "unknown";
            case NotFound _ -> "not_found";
            case ActionRequired _ -> "action_required";
            case Pending _ -> "pending";
        };
    }
}
