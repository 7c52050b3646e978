package io.staylog.reporting.report.daily;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The daily report of one hotel, as things stood at the end of a business date, whatever happened since; of the date that is
 * open, as they stand. Amounts are in minor units of the hotel's currency; revenue is net of tax unless it says otherwise.
 * Movements count rooms, sales count bookings. Only dead letters are as they are known now.
 *
 * @param asOf next offset by topic and partition
 * @param newestEventAt time stamp of the newest event in the figures; null where there is none yet
 * @param isClosed whether the business date has been closed, so that its figures are final
 * @param outlook tomorrow, and the next 7, 30 and 90 nights
 * @param nextNights the next 14 nights
 * @param channels by channel, most revenue of the year first; the same for segments, room types and rate plans
 */
public record DailyReport(
        @JsonIgnore Map<String, Map<Integer, Long>> asOf,
        @JsonIgnore @Nullable Instant newestEventAt,
        String hotelId,
        String hotelName,
        String timeZone,
        String currency,
        LocalDate businessDate,
        DayOfWeek weekday,
        LocalDate sameWeekdayLastYear,
        boolean isClosed,
        Rooms rooms,
        Revenue revenue,
        Movements movements,
        Sales sales,
        List<Outlook> outlook,
        List<NextNight> nextNights,
        List<Share> channels,
        List<Share> segments,
        List<Share> roomTypes,
        List<Share> ratePlans,
        Payments payments,
        List<LedgerRoll> ledgers,
        Exceptions exceptions) {

    /** The same, said to stand on these offsets. */
    public DailyReport standingOn(Map<String, Map<Integer, Long>> offsets, @Nullable Instant newest) {
        return new DailyReport(
                offsets,
                newest,
                hotelId,
                hotelName,
                timeZone,
                currency,
                businessDate,
                weekday,
                sameWeekdayLastYear,
                isClosed,
                rooms,
                revenue,
                movements,
                sales,
                outlook,
                nextNights,
                channels,
                segments,
                roomTypes,
                ratePlans,
                payments,
                ledgers,
                exceptions);
    }

    /**
     * A: rooms and who is in them.
     *
     * @param inHotel rooms that exist
     * @param available those less the ones out of order
     * @param sold paid room nights of guests who came; complimentary rooms and no-shows are not in it (STR), nor day use, which
     *     has no price
     * @param complimentary room nights of guests who came at a price of 0; house use is booked like this
     * @param occupied paid and complimentary room nights
     * @param dayUse rooms used by day only
     * @param occupancyPct sold of all that exist (STR)
     * @param occupancyOperationalPct sold of those that are not out of order
     * @param occupancyWithCompPct occupied of all that exist
     * @param oneGuest occupied rooms with a single guest
     * @param moreGuests occupied rooms with more guests
     * @param guests who stay the night
     */
    public record Rooms(
            Figure inHotel,
            Figure outOfOrder,
            Figure available,
            Figure sold,
            Figure complimentary,
            Figure occupied,
            Figure dayUse,
            Rate occupancyPct,
            Rate occupancyOperationalPct,
            Rate occupancyWithCompPct,
            Figure oneGuest,
            Figure moreGuests,
            Figure guests) {}

    /**
     * B: what was earned.
     *
     * @param stays nights of guests who came
     * @param noShowFees what guests pay who did not come
     * @param earlyDepartureFees what guests pay for nights that they gave up
     * @param rooms rooms revenue: stays and both fees (STR)
     * @param cancellationFees miscellaneous income
     * @param other charges besides nights and food and beverage, without city tax
     * @param net all of these
     * @param tax contained in the prices of nights and charges, and city tax
     * @param gross net and tax
     * @param adrMinor rooms revenue per room sold (STR)
     * @param adrHotelMinor the same without fees
     * @param revparMinor rooms revenue per room that exists (STR)
     * @param revparHotelMinor the same without fees
     * @param trevparMinor net per room that exists
     */
    public record Revenue(
            Figure stays,
            Figure noShowFees,
            Figure earlyDepartureFees,
            Figure rooms,
            Figure cancellationFees,
            Figure foodAndBeverage,
            Figure other,
            Figure net,
            Figure tax,
            Figure gross,
            Rate adrMinor,
            Rate adrHotelMinor,
            Rate revparMinor,
            Rate revparHotelMinor,
            Rate trevparMinor) {}

    /**
     * C: rooms whose guests came, stayed and left. Day use both arrives and departs.
     *
     * @param stayovers occupied rooms whose guests arrived on an earlier date
     * @param walkIns arrivals that were booked at the desk
     * @param lateCancellations cancelled on the day of arrival
     * @param extendedStays rooms whose guests, being in the house, leave later than they meant to
     * @param walked sent to another hotel
     */
    public record Movements(
            Figure arrivals,
            Figure departures,
            Figure stayovers,
            Figure walkIns,
            Figure noShows,
            Figure lateCancellations,
            Figure earlyDepartures,
            Figure extendedStays,
            Figure walked) {}

    /**
     * D: what was sold and lost.
     *
     * @param bookings secured on that date
     * @param reinstatements bookings that came back to life
     * @param pickupNights room nights on the books at the end of the date less those at its beginning
     * @param pickupMinor the same as revenue, net of tax
     * @param holdsMade bookings that began as a hold
     * @param turnaways refused requests by reason
     */
    public record Sales(
            Figure bookings,
            Figure roomNights,
            Figure valueMinor,
            Figure cancellations,
            Figure cancelledRoomNights,
            Figure cancelledValueMinor,
            Figure reinstatements,
            Figure pickupNights,
            Figure pickupMinor,
            Figure holdsMade,
            Figure holdsReleased,
            Figure holdsExpired,
            List<Turnaway> turnaways) {}

    /** Requests for a booking that were refused for one reason. */
    public record Turnaway(String code, Figure requests) {}

    /**
     * E: what is on the books for the next nights.
     *
     * @param days how many nights, tomorrow being the first
     * @param to last night
     * @param nights room nights on the books, complimentary ones included
     * @param pickup1Nights on the books more than one business date before; the same for 7
     * @param lastYearNights on the books 364 days ago for the nights 364 days before
     */
    public record Outlook(
            int days,
            LocalDate from,
            LocalDate to,
            long nights,
            long revenueMinor,
            long roomsAvailable,
            @Nullable BigDecimal occupancyPct,
            @Nullable BigDecimal adrMinor,
            long pickup1Nights,
            long pickup1Minor,
            long pickup7Nights,
            long pickup7Minor,
            long lastYearNights,
            long lastYearRevenueMinor,
            @Nullable BigDecimal nightsVarPct,
            @Nullable BigDecimal revenueVarPct) {}

    /** One of the next nights, with what is on the books for it. */
    public record NextNight(
            LocalDate night,
            long nights,
            long roomsAvailable,
            @Nullable BigDecimal occupancyPct) {}

    /** F: what one channel, segment, room type or rate plan brought; ADR of paid nights. */
    public record Share(String key, Figure nights, Figure revenueMinor, Rate adrMinor) {}

    /**
     * G: money.
     *
     * @param captured by purpose, captures that failed later taken off
     * @param manualRefunds given back outside the bank
     * @param openBalances of bookings that have ended, owed by guests
     * @param attention payments that a person must look at
     * @param disputes that are not decided
     */
    public record Payments(
            List<Captured> captured,
            Figure refunds,
            Figure manualRefunds,
            Figure net,
            OpenBalances openBalances,
            long attention,
            List<OpenDispute> disputes) {}

    /** What was captured for one purpose. */
    public record Captured(String purpose, Figure amountMinor) {}

    /**
     * What ended bookings leave open.
     *
     * @param owed how many bookings owe something
     * @param owing how many have something to get back
     */
    public record OpenBalances(long owed, long owedMinor, long owing, long owingMinor) {}

    /** A dispute that is not decided. */
    public record OpenDispute(
            UUID paymentId,
            String disputeId,
            String status,
            String reasonCode,
            long amountMinor,
            String currency,
            @Nullable Instant evidenceDueAt) {}

    /**
     * Roll-forward of a guest ledger over one window: {@code opening + charges + transfers - payments = closing}. What guests
     * owe is positive; deposits are negative.
     *
     * @param ledger GUEST (in the house), DEPOSIT (paid before arrival) or RECEIVABLE (after the end; the city ledger)
     * @param window TODAY, LAST_YEAR (the same weekday), MTD, MTD_LAST_YEAR, YTD or YTD_LAST_YEAR
     * @param transfersMinor what came from the other two; over all three it adds up to 0
     */
    public record LedgerRoll(
            String ledger,
            String window,
            long openingMinor,
            long chargesMinor,
            long transfersMinor,
            long paymentsMinor,
            long closingMinor) {}

    /**
     * H: what should not be.
     *
     * @param overbooked of the next 14 nights and this one
     * @param holdsExpired on that date
     * @param unknownPayments whose outcome nobody knew at the end of the date
     * @param oldestUnknownAt since when the oldest of them is unknown
     * @param deadLetters records that could not be read, of all hotels; null where that is not known
     * @param unbalancedFolios bookings that have ended and whose money is not even
     */
    public record Exceptions(
            List<OverbookedNight> overbooked,
            long holdsExpired,
            long unknownPayments,
            @Nullable Instant oldestUnknownAt,
            @Nullable Long deadLetters,
            long unbalancedFolios) {}

    /** A night of a room class with more rooms on the books than there are. */
    public record OverbookedNight(LocalDate night, String roomTypeId, long rooms, long available, long over) {}
}
