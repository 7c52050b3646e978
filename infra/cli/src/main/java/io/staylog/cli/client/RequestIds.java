package io.staylog.cli.client;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids that carry their time (UUID version 7), so that an earlier answer to a repeated request is found without a scan. */
public final class RequestIds {
    private static final int VERSION = 7;
    private static final int TIME_SHIFT = 16;
    private static final long TIME_MASK = (1L << 48) - 1;
    private static final long BELOW_VERSION_MASK = (1L << 12) - 1;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_MASK = 0x3fff_ffff_ffff_ffffL;

    private RequestIds() {}

    /** A new id. */
    public static UUID next(Instant now) {
        var random = ThreadLocalRandom.current();
        return at(now, new UUID(random.nextLong(), random.nextLong()));
    }

    /** The id of that time whose other bits are taken from another id: the same two always give the same one. */
    public static UUID at(Instant time, UUID bits) {
        long high = ((time.toEpochMilli() & TIME_MASK) << TIME_SHIFT)
                | ((long) VERSION << 12)
                | (bits.getMostSignificantBits() & BELOW_VERSION_MASK);
        return new UUID(high, (bits.getLeastSignificantBits() & VARIANT_MASK) | VARIANT);
    }

    /** When the id was made; empty where it does not say. */
    public static Optional<Instant> time(UUID id) {
        return id.version() == VERSION
                ? Optional.of(Instant.ofEpochMilli(id.getMostSignificantBits() >>> TIME_SHIFT))
                : Optional.empty();
    }
}
