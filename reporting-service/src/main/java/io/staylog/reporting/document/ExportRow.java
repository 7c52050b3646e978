package io.staylog.reporting.document;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of an export; its components are the columns. What is called {@code …Minor} is written twice, in minor units and as an
 * amount of the row's currency. A change of a column is a new version of the schema in {@link DocumentKind}.
 */
public sealed interface ExportRow {

    /** A booking as it stands; names only from the guests' profiles. */
    record Booking(
            String hotelId,
            UUID bookingId,
            String confirmationCode,
            String status,
            Guest guest,
            String channel,
            String ratePlanId,
            String guarantee,
            LocalDate bookedOn,
            LocalDate arrivalDate,
            LocalDate departureDate,
            int rooms,
            int roomNights,
            int adults,
            int children,
            String currency,
            long grossMinor,
            long netMinor,
            @Nullable LocalDate confirmedOn,
            @Nullable LocalDate checkedInOn,
            @Nullable LocalDate checkedOutOn,
            @Nullable LocalDate offBooksOn,
            @Nullable String offBooksReason,
            @Nullable Long feeMinor)
            implements ExportRow {}

    /** A night of a room of a booking, as it was in the booking between two business dates. */
    record StayNight(
            String hotelId,
            UUID bookingId,
            int roomStayNo,
            LocalDate night,
            String roomTypeId,
            String status,
            String channel,
            String ratePlanId,
            int guests,
            String currency,
            long grossMinor,
            long netMinor,
            LocalDate sinceOn,
            @Nullable LocalDate untilOn)
            implements ExportRow {}

    /** A payment as it stands. */
    record Payment(
            String hotelId,
            UUID paymentId,
            UUID bookingId,
            String state,
            String purpose,
            LocalDate businessDate,
            String captureMode,
            String currency,
            long amountMinor,
            long authorizedMinor,
            long capturedMinor,
            long refundedMinor,
            long manualRefundedMinor,
            @Nullable String pspReference,
            @Nullable String declineCode,
            @Nullable String attention,
            Instant changedAt)
            implements ExportRow {}

    /** A line of the journal, with the event behind it. */
    record LedgerLine(
            String hotelId,
            LocalDate businessDate,
            @Nullable UUID bookingId,
            @Nullable UUID paymentId,
            String account,
            String currency,
            long debitMinor,
            long creditMinor,
            String eventType,
            String topic,
            int partition,
            long offset,
            int lineNo)
            implements ExportRow {}

    /** The figures of a business date. */
    record KpiDay(
            String hotelId,
            LocalDate businessDate,
            boolean isClosed,
            long roomsAvailable,
            long roomsOutOfOrder,
            long roomsSold,
            long roomsSoldPaid,
            long complimentary,
            long guests,
            long arrivals,
            long departures,
            long noShows,
            long cancellations,
            long bookingsMade,
            long netPickupNights,
            String currency,
            long roomsRevenueMinor,
            long otherRevenueMinor,
            long taxMinor,
            @Nullable BigDecimal occupancyPct,
            @Nullable BigDecimal adrMinor,
            @Nullable BigDecimal revparMinor)
            implements ExportRow {}
}
