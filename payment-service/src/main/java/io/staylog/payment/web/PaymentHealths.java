package io.staylog.payment.web;

import io.staylog.edge.Healths;
import io.staylog.eventsourcing.EngineStatus;
import io.staylog.payment.bank.BankStanding;
import io.staylog.payment.bank.BankWorkerStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;

/** Judges what only this service has. Each "no" comes with its reason. */
public final class PaymentHealths {
    private static final int FAILURES_MAX = 5;

    private PaymentHealths() {}

    /**
     * Ready when instructions are being carried out, down when it has tried to in vain again and again. A bank that is away is
     * told, but no restart of ours would help.
     */
    public static Health bank(BankWorkerStatus status) {
        var trouble = status.trouble();
        var health = trouble == null ? Health.up() : no(status.failures()).withDetail(Healths.REASON, trouble);
        health.withDetail("partitions", status.partitions());
        if (status.failures() > 0) {
            health.withDetail("failuresInARow", status.failures());
        }
        status.banks().forEach((name, bank) -> health.withDetail(name, details(bank)));
        return health.build();
    }

    private static Map<String, Object> details(BankStanding bank) {
        var details = new LinkedHashMap<String, Object>();
        details.put("breaker", bank.breaker());
        var answeredAt = bank.answeredAt();
        if (answeredAt != null) {
            details.put("bankAnsweredAt", answeredAt);
        }
        var silentSince = bank.silentSince();
        if (silentSince != null) {
            details.put("bankSilentSince", silentSince);
            details.put("bankTrouble", bank.trouble());
        }
        return details;
    }

    private static Health.Builder no(int failures) {
        return failures >= FAILURES_MAX ? Health.down() : Health.outOfService();
    }

    /** Restarting helps against threads that are dead or hang. A broken invariant needs a person, and the others go on. */
    public static Health alive(EngineStatus engine, BankWorkerStatus worker, boolean viewThreadDied) {
        var trouble = engine.mustRestart() ? "the engine is dead or hangs: " + engine.trouble() : null;
        var dead = worker.dead() ? worker.trouble() : trouble;
        if (dead == null && viewThreadDied) {
            return Healths.dead("the thread of the view died");
        }
        return dead == null ? Health.up().build() : Healths.dead(dead);
    }
}
