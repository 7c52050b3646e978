package io.staylog.payment.web;

import io.staylog.eventsourcing.EngineStatus;
import io.staylog.payment.bank.BankWorkerStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;

/** Judges what the parts say about themselves. Each "no" comes with its reason. */
public final class Healths {
    private static final String REASON = "reason";

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

    /** Ready when instructions are being carried out. A bank that is away is told, but no restart of ours would help. */
    public static Health bank(BankWorkerStatus status) {
        var trouble = status.trouble();
        var health = trouble == null ? Health.up() : Health.outOfService().withDetail(REASON, trouble);
        health.withDetail("partitions", status.partitions());
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

    /** Restarting helps against dead threads; a broken invariant needs a person, and restarts make him look. */
    public static Health alive(EngineStatus engine, BankWorkerStatus worker) {
        var trouble = engine.failed() ? "the engine has failed: " + engine.trouble() + " " + engine.partitions() : null;
        var dead = worker.dead() ? worker.trouble() : trouble;
        return dead == null
                ? Health.up().build()
                : Health.down().withDetail(REASON, dead).build();
    }
}
