package io.staylog.reporting.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the dashboard of one hotel shows, all in one moment. Amounts are in minor units of the hotel's currency.
 *
 * @param hotel whose it is
 * @param counts how many rows are behind each number that needs no value
 * @param lists the first bookings of some of them
 * @param nights what is on the books for each of the next nights, by room type
 * @param figures what was earned and sold
 * @param ticker the newest bookings
 * @param channels bookings of the last four weeks
 * @param leads the same by days before arrival; all ranges, in order
 * @param payments how paying goes
 * @param overbooked nights with more rooms on the books than there are
 * @param refusals refused requests of today, by reason
 */
public record Board(
        Hotel hotel,
        Map<Behind, Long> counts,
        Map<Behind, List<Stay>> lists,
        List<TypeNights> nights,
        Figures figures,
        List<Tick> ticker,
        List<Slice> channels,
        List<Lead> leads,
        Payments payments,
        List<Overbooked> overbooked,
        List<Refusal> refusals) {

    /** A hotel. */
    public record Hotel(String hotelId, String name, String timeZone, String currency, LocalDate businessDate) {}

    /** A hotel among others, with what today brings. */
    public record Tile(
            String hotelId,
            String name,
            String currency,
            LocalDate businessDate,
            long roomsTonight,
            long soldTonight,
            long arrivalsDue,
            long arrived,
            long inHouse,
            long departuresDue,
            long departed) {
        /** Of the rooms; null where there are none. */
        public @Nullable BigDecimal occupancyPct() {
            return pct(soldTonight, roomsTonight);
        }
    }

    /** A booking in a list. */
    public record Stay(
            UUID bookingId,
            String confirmationCode,
            String status,
            String channel,
            LocalDate bookedOn,
            LocalDate arrivalDate,
            LocalDate departureDate,
            int rooms,
            @Nullable String roomTypes,
            int guests,
            String currency,
            long grossMinor) {}

    /** A payment in a list. */
    public record Paid(
            UUID paymentId,
            UUID bookingId,
            String state,
            String purpose,
            LocalDate businessDate,
            String currency,
            long amountMinor,
            @Nullable String declineCode,
            @Nullable String cardBrand,
            @Nullable String cardLast4,
            @Nullable String attention,
            Instant changedAt) {
        /** The card in words; a dash where none is known. */
        public String card() {
            var shown = Cards.shown(cardBrand, cardLast4);
            return shown.isEmpty() ? "–" : shown;
        }
    }

    /** One night of one room type. */
    public record Night(LocalDate night, long rooms, long sold, long held) {
        /** What of it is taken, held rooms too. */
        public long taken() {
            return sold + held;
        }

        /** Of the rooms; null where there are none. */
        public @Nullable BigDecimal occupancyPct() {
            return pct(taken(), rooms);
        }
    }

    /** The nights of one room type. */
    public record TypeNights(String roomTypeId, String name, List<Night> nights) {}

    /** The next nights of a hotel. */
    public record Nights(Hotel hotel, List<TypeNights> types) {}

    /**
     * What was earned and sold.
     *
     * @param sameWeekday the business date 364 days before
     */
    public record Figures(
            LocalDate monthFrom,
            @Nullable BigDecimal adrMinor,
            @Nullable BigDecimal revparMinor,
            @Nullable BigDecimal occupancyPct,
            long revenueMinor,
            long roomNights,
            Pickup pickup,
            Pickup pickupLastYear,
            LocalDate sameWeekday) {}

    /** Room nights and their net revenue that one business date added to the books, less what it lost. */
    public record Pickup(long addedNights, long lostNights, long revenueMinor) {
        /** Added less lost. */
        public long nights() {
            return addedNights - lostNights;
        }
    }

    /** One of the newest bookings. */
    public record Tick(
            UUID bookingId,
            String confirmationCode,
            String status,
            String channel,
            LocalDate arrivalDate,
            LocalDate departureDate,
            int rooms,
            long grossMinor,
            Instant changedAt) {}

    /** What came through one channel. */
    public record Slice(String channel, long bookings, long roomNights, long grossMinor) {}

    /** Bookings with some days before arrival. */
    public record Lead(int bucket, String label, long bookings) {}

    /**
     * How paying goes.
     *
     * @param accepted15 of the payments that moved in the last quarter of an hour
     * @param oldestUnknownAt since when the oldest unknown outcome is unknown
     * @param refundedMinor given back today
     * @param disputedMinor in disputes that are not decided
     * @param evidenceDueAt when the first evidence for one is due
     */
    public record Payments(
            long accepted15,
            long declined15,
            List<Decline> declines,
            @Nullable Instant oldestUnknownAt,
            long refundedMinor,
            long disputedMinor,
            @Nullable Instant evidenceDueAt) {}

    /** Payments that were declined for one reason. */
    public record Decline(String code, long payments) {}

    /** A night of a room type with more rooms on the books than there are. */
    public record Overbooked(LocalDate night, String roomTypeId, String name, long rooms, long taken) {
        /** How many too many. */
        public long over() {
            return taken - rooms;
        }
    }

    /** Requests that were refused for one reason. */
    public record Refusal(String code, long requests) {}

    /** Where on the log something stands. */
    public record Event(
            String topic,
            int partition,
            long offset,
            String recordType,
            @Nullable UUID bookingId,
            @Nullable UUID paymentId,
            Instant at) {}

    /**
     * The rows behind a number.
     *
     * @param total how many there are; the lists may be shorter
     * @param events the newest events of what is listed
     */
    public record Rows(
            Hotel hotel,
            long total,
            List<Stay> stays,
            List<Paid> payments,
            List<Refused> refused,
            List<Notified> notified,
            List<Supplied> supplied,
            List<Event> events) {}

    /** A booking with its guest's name and its payments. */
    public record OneBooking(
            Hotel hotel, Stay stay, String guest, List<Paid> payments, List<Invoices.Invoice> invoices) {}

    /** A request that was refused, and where the refusal stands. */
    public record Refused(
            String topic, int partition, long offset, String requestType, String code, String message, Instant at) {}

    /** What the bank has told of a payment that nobody knows, and where that stands. */
    public record Notified(
            String topic,
            int partition,
            long offset,
            String gateway,
            String notificationId,
            String kind,
            String pspReference,
            long amountMinor,
            String currency,
            Instant at) {}

    /**
     * What said how many rooms there are.
     *
     * @param night null where it holds from {@code knownOn} on
     * @param physical null where nothing was said of it; the same for {@code outOfOrder}
     * @param partition null where no event of the hotel says which
     */
    public record Supplied(
            String roomTypeId,
            @Nullable LocalDate night,
            @Nullable Integer physical,
            @Nullable Integer outOfOrder,
            LocalDate knownOn,
            String topic,
            @Nullable Integer partition,
            long offset) {}

    /** How many rows are behind a number, for templates. */
    public long count(String behind) {
        return counts.getOrDefault(Behind.valueOf(behind), 0L);
    }

    /** The first bookings behind a number, for templates. */
    public List<Stay> list(String behind) {
        return lists.getOrDefault(Behind.valueOf(behind), List.of());
    }

    /** Tonight, all room types together. */
    public Night tonight() {
        var night = hotel.businessDate();
        return nights.stream()
                .map(type -> type.nights().getFirst())
                .reduce(
                        new Night(night, 0, 0, 0),
                        (a, b) -> new Night(night, a.rooms() + b.rooms(), a.sold() + b.sold(), a.held() + b.held()));
    }

    static @Nullable BigDecimal pct(long part, long whole) {
        return whole == 0
                ? null
                : BigDecimal.valueOf(100 * part).divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
    }
}
