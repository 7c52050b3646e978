package io.staylog.payment.web;

import io.staylog.eventsourcing.EngineStatus;
import io.staylog.payment.bank.BankWorkerStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;

/** Judges what the parts say about themselves. Each "no" comes with its reason. */
public final class Healths {
    private static final String REASON = "reason";
    private static final int FAILURES_MAX = 5;

    private Healths() {}

    /** Up when nothing is waited for any more. */
    public static Health startup(@Nullable String waitsFor) {
        return waitsFor == null
                ? Health.up().build()
                : Health.outOfService().withDetail(REASON, waitsFor).build();
    }

    /** Ready when everything that this instance owns is being decided; it may own nothing. */
    public static Health engine(EngineStatus status) {
        var health = status.ready() ? Health.up() : Health.outOfService();
        var trouble = status.trouble();
        if (trouble != null) {
            health.withDetail(REASON, trouble);
        } else if (!status.joined()) {
            health.withDetail(REASON, "has not joined its group yet");
        } else if (!status.ready()) {
            health.withDetail(REASON, "not all partitions are being decided; see partitions");
        }
        return health.withDetail("partitions", status.partitions()).build();
    }

    /** Ready when a broker can be reached. */
    public static Health broker(@Nullable String trouble) {
        return trouble == null
                ? Health.up().build()
                : Health.outOfService().withDetail(REASON, trouble).build();
    }

    /** A running service knows the schemas it needs, so a registry that is away is told and counts for nothing. */
    public static Health registry(@Nullable String trouble) {
        return trouble == null
                ? Health.up().build()
                : Health.unknown().withDetail(REASON, trouble).build();
    }

    /**
     * Ready when instructions are being carried out, down when it has tried to in vain again and again. A bank that is away is
     * told, but no restart of ours would help.
     */
    public static Health bank(BankWorkerStatus status) {
        var trouble = status.trouble();
        var health = trouble == null ? Health.up() : no(status.failures()).withDetail(REASON, trouble);
        health.withDetail("partitions", status.partitions());
        if (status.failures() > 0) {
            health.withDetail("failuresInARow", status.failures());
        }
        var answeredAt = status.bankAnsweredAt();
        if (answeredAt != null) {
            health.withDetail("bankAnsweredAt", answeredAt);
        }
        var silentSince = status.bankSilentSince();
        if (silentSince != null) {
            health.withDetail("bankSilentSince", silentSince).withDetail("bankTrouble", status.bankTrouble());
        }
        return health.build();
    }

    private static Health.Builder no(int failures) {
        return failures >= FAILURES_MAX ? Health.down() : Health.outOfService();
    }

    /** Restarting helps against threads that are dead or hang. A broken invariant needs a person, and the others go on. */
    public static Health alive(EngineStatus engine, BankWorkerStatus worker) {
        var trouble = engine.mustRestart() ? "the engine is dead or hangs: " + engine.trouble() : null;
        var dead = worker.dead() ? worker.trouble() : trouble;
        return dead == null
                ? Health.up().build()
                : Health.down().withDetail(REASON, dead).build();
    }
}
