package io.staylog.edge;

import io.staylog.eventsourcing.EngineStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;

/** Judges what the parts of every service say about themselves. Each "no" comes with its reason. */
public final class Healths {
    /** The detail that says why. */
    public static final String REASON = "reason";

    private Healths() {}

    /** Up when nothing is waited for any more. */
    public static Health startup(@Nullable String waitsFor) {
        return waitsFor == null ? Health.up().build() : notReady(waitsFor);
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
        return trouble == null ? Health.up().build() : notReady(trouble);
    }

    /** A running service knows the schemas it needs, so a registry that is away is told and counts for nothing. */
    public static Health registry(@Nullable String trouble) {
        return trouble == null
                ? Health.up().build()
                : Health.unknown().withDetail(REASON, trouble).build();
    }

    /** Why no request should be sent here now; a restart would not help. */
    public static Health notReady(String reason) {
        return Health.outOfService().withDetail(REASON, reason).build();
    }

    /** Why a restart would help. */
    public static Health dead(String reason) {
        return Health.down().withDetail(REASON, reason).build();
    }
}
