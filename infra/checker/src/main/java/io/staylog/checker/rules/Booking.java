package io.staylog.checker.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A booking as its events tell it. Changes as the log goes on. */
final class Booking {
    enum State {
        HELD,
        CONFIRMED,
        IN_HOUSE,
        RELEASED,
        EXPIRED,
        CANCELLED,
        NO_SHOW,
        CHECKED_OUT,
        WALKED;

        boolean isOver() {
            return this != HELD && this != CONFIRMED && this != IN_HOUSE;
        }

        /** Whether the guest then owes nothing. */
        boolean isVoid() {
            return this == RELEASED || this == EXPIRED;
        }
    }

    /** One night: its price. */
    record Stay(List<Long> nightsMinor) {
        long total() {
            return first(nightsMinor.size());
        }

        long first(long nights) {
            return nightsMinor.stream().limit(nights).mapToLong(Long::longValue).sum();
        }
    }

    /** A room for a night, as it counts in reports. */
    record Night(int night, long grossMinor, long netMinor) {}

    /** A fee by rule. */
    record Fee(String type, long value) {
        private static final long BPS = 10_000;

        static Fee of(@Nullable Body body) {
            return body == null ? new Fee("FIXED", 0) : new Fee(body.text("type"), body.number("value"));
        }

        /** Basis points are rounded half up; no fee is more than the total. */
        long of(List<Stay> stays) {
            long total = stays.stream().mapToLong(Stay::total).sum();
            return switch (type) {
                case "PERCENT_BPS" -> Math.min(total, Math.floorDiv(total * value * 2 + BPS, BPS * 2));
                case "NIGHTS" ->
                    stays.stream().mapToLong(stay -> stay.first(value)).sum();
                default -> Math.min(total, value);
            };
        }
    }

    /** From an instant on, cancelling costs a fee. */
    record Tier(long deadlineMs, Fee fee) {}

    final String id;
    final String hotelId;
    final Place at;
    State state;
    String guarantee;
    String currency;
    long dueNowMinor;
    long totalMinor;
    long owedMinor;
    long chargesMinor;
    /** What the hotel owes a guest whom it sent elsewhere. */
    long compensationMinor;

    long holdExpiresMs;
    /** When a change that is not paid is given up; 0 where there is none. */
    long changeExpiresMs;
    /** The first night of any of its rooms. */
    long arrival;
    /** The hotel's business date when it came to stand as it does. */
    long standsSince;

    List<Stay> stays;
    List<Night> nights;
    List<Tier> tiers;
    Fee noShowFee;
    Place lastAt;
    long lastMs;
    long overMs;

    Booking(Entry sold, Body terms, State state) {
        id = sold.bookingId();
        hotelId = sold.hotelId();
        at = sold.at();
        this.state = state;
        guarantee = terms.text("guarantee");
        currency = terms.text("currency");
        dueNowMinor = terms.number("dueNowMinor");
        totalMinor = terms.number("totalGrossMinor");
        holdExpiresMs = sold.body().number("holdExpiresAt");
        stays = stays(terms);
        nights = nights(terms);
        arrival = arrival(terms);
        standsSince = sold.body().number("businessDate");
        var policy = terms.body("cancellationPolicy");
        tiers = tiers(policy);
        noShowFee = Fee.of(policy == null ? null : policy.body("noShowFee"));
        lastAt = at;
        lastMs = sold.timeMs();
    }

    void changed(Body change) {
        stays = stays(change);
        nights = nights(change);
        arrival = arrival(change);
        changeExpiresMs = 0;
        totalMinor = change.number("totalGrossMinor");
        var policy = change.body("cancellationPolicy");
        if (policy != null) {
            tiers = tiers(policy);
            noShowFee = Fee.of(policy.body("noShowFee"));
        }
    }

    private static long arrival(Body body) {
        return body.bodies("roomStays").stream()
                .mapToLong(stay -> stay.number("arrivalDate"))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static List<Stay> stays(Body body) {
        return body.bodies("roomStays").stream()
                .map(stay -> new Stay(stay.bodies("nights").stream()
                        .map(night -> night.number("grossMinor"))
                        .toList()))
                .toList();
    }

    static List<Night> nights(Body body) {
        return body.bodies("roomStays").stream()
                .flatMap(stay -> stay.bodies("nights").stream())
                .map(night ->
                        new Night((int) night.number("night"), night.number("grossMinor"), night.number("netMinor")))
                .toList();
    }

    private static List<Tier> tiers(@Nullable Body policy) {
        return policy == null
                ? List.of()
                : policy.bodies("tiers").stream()
                        .map(tier -> new Tier(tier.number("deadlineAt"), Fee.of(tier.body("fee"))))
                        .toList();
    }

    /** The fee for cancelling at an instant: of the last tier whose deadline has passed. */
    long feeAt(long instantMs) {
        var fee = new Fee("FIXED", 0);
        for (var tier : tiers) {
            if (instantMs >= tier.deadlineMs()) {
                fee = tier.fee();
            }
        }
        return fee.of(stays);
    }
}
