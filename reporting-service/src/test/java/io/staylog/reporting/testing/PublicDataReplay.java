package io.staylog.reporting.testing;

import static io.staylog.reporting.testing.Events.id;

import io.staylog.reporting.testing.PublicData.Row;
import io.staylog.schemas.booking.BookingCancelled;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingNoShow;
import io.staylog.schemas.booking.BookingTerms;
import io.staylog.schemas.booking.CancellationReason;
import io.staylog.schemas.booking.GuestCheckedIn;
import io.staylog.schemas.booking.GuestCheckedOut;
import io.staylog.schemas.common.CancellationPolicy;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.common.Fee;
import io.staylog.schemas.common.FeeType;
import io.staylog.schemas.common.Guarantee;
import io.staylog.schemas.common.NightPrice;
import io.staylog.schemas.common.RoomStay;
import io.staylog.schemas.payment.CaptureMode;
import io.staylog.schemas.payment.Initiator;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentInitiated;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.payment.PaymentRefunded;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

/** The events that Staylog's services write when the public data set is played through them, in the order of its README. */
public final class PublicDataReplay {
    private static final List<String> HOTELS = List.of("City Hotel", "Resort Hotel");
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

    private final List<Row> rows;
    private final Consumer<SpecificRecord> log;
    private final Map<Integer, Integer> versions = new HashMap<>();

    private PublicDataReplay(List<Row> rows, Consumer<SpecificRecord> log) {
        this.rows = rows;
        this.log = log;
    }

    /** Tells all events. */
    public static void play(List<Row> rows, Consumer<SpecificRecord> log) {
        new PublicDataReplay(rows, log).play();
    }

    private void play() {
        var steps = PublicData.csv("replay_order.csv.gz");
        var date = LocalDate.parse(steps.getFirst().getField("business_date"));
        for (var hotel : HOTELS) {
            log.accept(Events.hotel(hotel, date.toString()));
        }
        PublicData.csv("capacity_A.csv")
                .forEach(line -> log.accept(Events.roomType(
                        line.getField("hotel"), line.getField("room_type"), Integer.parseInt(line.getField("rooms")))));
        for (var step : steps) {
            date = closeUntil(date, LocalDate.parse(step.getField("business_date")));
            play(rows.get(Integer.parseInt(step.getField("row"))), step.getField("command"), date);
        }
        closeUntil(date, date.plusDays(1));
    }

    private LocalDate closeUntil(LocalDate from, LocalDate to) {
        from.datesUntil(to).forEach(date -> HOTELS.forEach(hotel -> log.accept(Events.closed(hotel, date.toString()))));
        return to;
    }

    private void play(Row row, String command, LocalDate on) {
        switch (command) {
            case "PlaceBooking" -> place(row, on);
            case "CancelBooking" -> cancel(row, on);
            case "CheckIn" -> log.accept(new GuestCheckedIn(id("in"), row.hotel(), booking(row), next(row), on, null));
            case "CheckOut" -> leave(row, on);
            case "MarkNoShow" -> missed(row, on);
            default -> throw new IllegalArgumentException(command);
        }
    }

    private static UUID booking(Row row) {
        return id("row " + row.no());
    }

    private int next(Row row) {
        return versions.merge(row.no(), 1, Integer::sum);
    }

    private void place(Row row, LocalDate on) {
        long now = row.dueNowMinor();
        if (now == 0) {
            log.accept(
                    new BookingConfirmed(id("place"), row.hotel(), booking(row), next(row), on, terms(row, 0), null));
            return;
        }
        var purpose = row.isNonRefund() ? PaymentPurpose.PREPAYMENT : PaymentPurpose.DEPOSIT;
        var payment = id(purpose + " of " + row.no());
        log.accept(new BookingHeld(
                id("place"), row.hotel(), booking(row), next(row), on, terms(row, now), payment, LATER));
        pay(row, purpose, now, on);
        log.accept(new BookingConfirmed(null, row.hotel(), booking(row), next(row), on, null, payment));
    }

    private void pay(Row row, PaymentPurpose purpose, long amount, LocalDate on) {
        if (amount == 0) {
            return;
        }
        var payment = id(purpose + " of " + row.no());
        log.accept(PaymentInitiated.newBuilder()
                .setPaymentId(payment)
                .setHotelId(row.hotel())
                .setBookingId(booking(row))
                .setVersion(1)
                .setPurpose(purpose)
                .setAmountMinor(amount)
                .setCurrency("EUR")
                .setCaptureMode(CaptureMode.AUTOMATIC)
                .setInitiator(Initiator.CUSTOMER)
                .setBusinessDate(on)
                .build());
        log.accept(new PaymentCaptured(
                payment, row.hotel(), booking(row), 2, purpose, amount, "EUR", "psp", true, on, 1, "", ""));
    }

    private void cancel(Row row, LocalDate on) {
        long fee = row.isNonRefund() ? row.dueNowMinor() : 0;
        log.accept(new BookingCancelled(
                id("cancel"),
                row.hotel(),
                booking(row),
                next(row),
                on,
                CancellationReason.GUEST_REQUEST,
                fee,
                row.dueNowMinor() - fee,
                0,
                on.equals(row.arrival())));
        if (row.dueNowMinor() > fee) {
            log.accept(PaymentRefunded.newBuilder()
                    .setPaymentId(id(PaymentPurpose.DEPOSIT + " of " + row.no()))
                    .setHotelId(row.hotel())
                    .setBookingId(booking(row))
                    .setVersion(3)
                    .setPurpose(PaymentPurpose.DEPOSIT)
                    .setRefundId(id("refund"))
                    .setAmountMinor(row.dueNowMinor() - fee)
                    .setCurrency("EUR")
                    .setPspReference("psp")
                    .setBusinessDate(on)
                    .build());
        }
    }

    private void leave(Row row, LocalDate on) {
        log.accept(GuestCheckedOut.newBuilder()
                .setRequestId(id("out"))
                .setHotelId(row.hotel())
                .setBookingId(booking(row))
                .setVersion(next(row))
                .setBusinessDate(on)
                .setTotalGrossMinor(row.valueMinor())
                .build());
        pay(row, PaymentPurpose.STAY_BALANCE, row.valueMinor() - row.dueNowMinor(), on);
    }

    private void missed(Row row, LocalDate on) {
        long fee = row.noShowFeeMinor();
        log.accept(new BookingNoShow(id("no show"), row.hotel(), booking(row), next(row), on, fee, 0L));
        pay(row, PaymentPurpose.NO_SHOW_FEE, fee - row.dueNowMinor(), on);
    }

    private static BookingTerms terms(Row row, long dueNow) {
        var nights = IntStream.range(0, row.nights())
                .mapToObj(i -> new NightPrice(row.arrival().plusDays(i), row.nightMinor(), row.nightMinor(), 0L, 0))
                .toList();
        return BookingTerms.newBuilder()
                .setConfirmationCode("ABCD2345")
                .setChannel(channel(row))
                .setRatePlanId(row.deposit())
                .setGuarantee(dueNow == 0 ? Guarantee.NONE : Guarantee.PREPAYMENT)
                .setRoomStays(List.of(RoomStay.newBuilder()
                        .setRoomStayNo(1)
                        .setRoomTypeId(row.roomType())
                        .setArrivalDate(row.arrival())
                        .setDepartureDate(row.departure())
                        .setAdults(row.adults())
                        .setChildrenAges(Collections.nCopies(row.children(), 5))
                        .setNights(nights)
                        .build()))
                .setCurrency("EUR")
                .setTotalGrossMinor(row.valueMinor())
                .setDueNowMinor(dueNow)
                .setCancellationPolicy(new CancellationPolicy(List.of(), new Fee(FeeType.NIGHTS, 1L)))
                .build();
    }

    private static Channel channel(Row row) {
        return switch (row.channel()) {
            case "TA/TO" -> Channel.OTA;
            case "Corporate" -> Channel.CORPORATE;
            case "GDS" -> Channel.GDS;
            default -> Channel.DIRECT_WEB;
        };
    }
}
