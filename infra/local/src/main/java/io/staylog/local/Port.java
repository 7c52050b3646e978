package io.staylog.local;

/** Every port that Staylog listens on, always on 127.0.0.1 alone. */
public enum Port {
    /** Kafka clients connect here. */
    KAFKA(Part.BROKER, "kafka.port", 9092),
    /** The broker talks to its own controller here. */
    CONTROLLER(Part.BROKER, "kafka.controller-port", 9093),
    /** Apicurio's and Confluent's registry interfaces. */
    REGISTRY(Part.REGISTRY, "registry.port", 8081),
    /** Tells whether the registry has read all its schemas; its other port answers too early. */
    REGISTRY_MANAGEMENT(Part.REGISTRY, "registry.management-port", 8091),
    /** Not 5432, where a PostgreSQL of the machine's owner may be. */
    POSTGRES(Part.POSTGRES, "postgres.port", 5433),
    /** The bank simulator. */
    BANK(Part.BANK, "bank.port", 8600),
    /** The booking service. */
    BOOKING(Part.BOOKING, "booking.port", 8080),
    /** The payment service. */
    PAYMENT(Part.PAYMENT, "payment.port", 8082),
    /** The reporting service. */
    REPORTING(Part.REPORTING, "reporting.port", 8084);

    private final Part part;
    private final String key;
    private final int usual;

    Port(Part part, String key, int usual) {
        this.part = part;
        this.key = key;
        this.usual = usual;
    }

    /** Who listens. */
    public Part part() {
        return part;
    }

    /** The name in staylog.properties. */
    public String key() {
        return key;
    }

    /** The number unless settings say another. */
    public int usual() {
        return usual;
    }

    /** Where clients of the part connect. */
    static Port mainOf(Part part) {
        return switch (part) {
            case BROKER -> KAFKA;
            case POSTGRES -> POSTGRES;
            case BANK -> BANK;
            case REGISTRY -> REGISTRY;
            case BOOKING -> BOOKING;
            case PAYMENT -> PAYMENT;
            case REPORTING -> REPORTING;
        };
    }
}
