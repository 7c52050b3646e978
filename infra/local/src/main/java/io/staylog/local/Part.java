package io.staylog.local;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** The programs Staylog consists of, in the order they start; those of one stage start together. */
public enum Part {
    /** Kafka: one broker that is its own controller. */
    BROKER("broker", Stage.FIRST),
    /** The reporting service's PostgreSQL. */
    POSTGRES("postgres", Stage.FIRST),
    /** A bank with its own ledger; no real money. */
    BANK("bank", Stage.FIRST),
    /** Apicurio, which keeps its schemas on Kafka. */
    REGISTRY("registry", Stage.SECOND),
    /** Decides bookings. */
    BOOKING("booking-service", Stage.THIRD),
    /** Takes money. */
    PAYMENT("payment-service", Stage.THIRD),
    /** Tells managers what happened. */
    REPORTING("reporting-service", Stage.THIRD);

    /** The registry needs the broker; a service needs everything else, and stops before it. */
    enum Stage {
        FIRST,
        SECOND,
        THIRD
    }

    private final String id;
    private final Stage stage;

    Part(String id, Stage stage) {
        this.id = id;
        this.stage = stage;
    }

    /** Names the log, the pid file and the settings of the part; a data format, not a label. */
    public String id() {
        return id;
    }

    Stage stage() {
        return stage;
    }

    /** What makes it end in good order; on TERM, PostgreSQL would wait for its clients to leave. */
    String stopSignal() {
        return this == POSTGRES ? "INT" : "TERM";
    }

    /** One of our three services. */
    public boolean isService() {
        return stage == Stage.THIRD;
    }

    /** The whole product. */
    public static Set<Part> all() {
        return EnumSet.allOf(Part.class);
    }

    /** What the services stand on: broker, registry and PostgreSQL. */
    public static Set<Part> foundation() {
        return EnumSet.of(BROKER, REGISTRY, POSTGRES);
    }

    /** The part of that name, or a sentence about the names there are. */
    static Part named(String id) {
        return Stream.of(values())
                .filter(part -> part.id.equals(id))
                .findFirst()
                .orElseThrow(() -> {
                    var ids =
                            String.join(", ", Stream.of(values()).map(Part::id).toList());
                    return new LocalException("There is no part \"" + id + "\"; the parts are " + ids + ".");
                });
    }
}
