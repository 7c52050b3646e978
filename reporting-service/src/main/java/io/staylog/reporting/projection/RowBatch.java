package io.staylog.reporting.projection;

import io.staylog.reporting.ledger.JournalEntry;
import io.staylog.reporting.projection.RowChange.CheckTold;
import io.staylog.reporting.projection.RowChange.DayClosed;
import io.staylog.reporting.projection.RowChange.DisputeSaid;
import io.staylog.reporting.projection.RowChange.DocumentAnswered;
import io.staylog.reporting.projection.RowChange.EntryPosted;
import io.staylog.reporting.projection.RowChange.EventIndexed;
import io.staylog.reporting.projection.RowChange.GuestForgotten;
import io.staylog.reporting.projection.RowChange.HotelOpened;
import io.staylog.reporting.projection.RowChange.LedgerNoted;
import io.staylog.reporting.projection.RowChange.MoneyMoved;
import io.staylog.reporting.projection.RowChange.Night;
import io.staylog.reporting.projection.RowChange.NightOverbooked;
import io.staylog.reporting.projection.RowChange.NightsSet;
import io.staylog.reporting.projection.RowChange.NotificationUnmatched;
import io.staylog.reporting.projection.RowChange.OperatorActed;
import io.staylog.reporting.projection.RowChange.PartySaid;
import io.staylog.reporting.projection.RowChange.ProfileSaid;
import io.staylog.reporting.projection.RowChange.RatePlanNamed;
import io.staylog.reporting.projection.RowChange.Reinstated;
import io.staylog.reporting.projection.RowChange.RequestRefused;
import io.staylog.reporting.projection.RowChange.RoomsCounted;
import io.staylog.reporting.projection.RowChange.RoomsOnNights;
import io.staylog.reporting.projection.RowChange.Settled;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the changes of a batch of events, so that each row is written once however many events speak of it. How the log
 * is cut into batches makes no difference to the rows.
 */
final class RowBatch {
    /** The nights of a booking as a batch leaves them. */
    record NightRow(
            UUID bookingId,
            String hotelId,
            int sinceVersion,
            LocalDate sinceOn,
            @Nullable LocalDate untilOn,
            Night night) {

        NightRow until(LocalDate on) {
            return untilOn == null ? new NightRow(bookingId, hotelId, sinceVersion, sinceOn, on, night) : this;
        }
    }

    /** From that business date on the nights that are stored already are no longer in the booking. */
    record NightsClosed(UUID bookingId, LocalDate on) {}

    /** An event has called a person to a payment, or said that nobody need look any more. */
    record Attention(UUID paymentId, int version, String hotelId, Instant at, AttentionChange said) {}

    /** Numbers of rooms on one night; null leaves a number as it is. */
    record RoomNight(
            String hotelId,
            String roomTypeId,
            LocalDate night,
            @Nullable Integer physical,
            @Nullable Integer outOfOrder) {

        RoomNight then(RoomNight later) {
            return new RoomNight(
                    hotelId,
                    roomTypeId,
                    night,
                    later.physical == null ? physical : later.physical,
                    later.outOfOrder == null ? outOfOrder : later.outOfOrder);
        }
    }

    private final Map<String, HotelOpened> hotels = new LinkedHashMap<>();
    private final Map<String, DayClosed> newestDays = new LinkedHashMap<>();
    private final List<DayClosed> days = new ArrayList<>();
    private final List<RoomsCounted> roomTypes = new ArrayList<>();
    private final Map<List<Object>, RoomNight> roomNights = new LinkedHashMap<>();
    private final List<RoomsOnNights> roomsSaid = new ArrayList<>();
    private final List<DisputeSaid> disputeSteps = new ArrayList<>();
    private final Map<UUID, List<Attention>> attention = new LinkedHashMap<>();
    private final Map<List<Object>, RatePlanNamed> ratePlans = new LinkedHashMap<>();
    private final Map<List<Object>, NightOverbooked> overbookings = new LinkedHashMap<>();
    private final Map<UUID, BookingChange> bookings = new LinkedHashMap<>();
    private final Map<UUID, List<NightRow>> nights = new LinkedHashMap<>();
    private final Map<UUID, NightsClosed> closings = new LinkedHashMap<>();
    private final Map<UUID, PaymentChange> payments = new LinkedHashMap<>();
    private final Map<List<Object>, MoneyMoved> movements = new LinkedHashMap<>();
    private final List<RequestRefused> refusals = new ArrayList<>();
    private final List<LedgerNoted> noted = new ArrayList<>();
    private final List<JournalEntry> entries = new ArrayList<>();
    private final Map<List<Object>, DisputeSaid> disputes = new LinkedHashMap<>();
    private final List<OperatorActed> acts = new ArrayList<>();
    private final List<NotificationUnmatched> unmatched = new ArrayList<>();
    private final List<Settled> settlements = new ArrayList<>();
    private final List<Reinstated> reinstated = new ArrayList<>();
    private final Map<List<Object>, BookingMoved> moved = new LinkedHashMap<>();
    private final Map<List<Object>, AttemptTold> attempts = new LinkedHashMap<>();
    private final Map<UUID, DocumentAnswered> documents = new LinkedHashMap<>();
    private final Map<UUID, CheckTold> checks = new LinkedHashMap<>();
    private final List<InvoiceChange> invoicing = new ArrayList<>();
    private final Map<UUID, ProfileSaid> profiles = new LinkedHashMap<>();
    private final Map<UUID, PartySaid> parties = new LinkedHashMap<>();
    private final Map<UUID, GuestForgotten> forgotten = new LinkedHashMap<>();
    private final List<EventIndexed> indexed = new ArrayList<>();
    private final AriRows ari = new AriRows();

    void add(RowChange change) {
        switch (change) {
            case HotelOpened c -> hotels.put(c.hotelId(), c);
            case DayClosed c -> add(c);
            case RoomsCounted c -> roomTypes.add(c);
            case RoomsOnNights c -> {
                roomsSaid.add(c);
                c.nights().each().forEach(night -> add(c, night));
            }
            case RatePlanNamed c -> ratePlans.put(List.of(c.hotelId(), c.ratePlanId()), c);
            case NightOverbooked c -> overbookings.put(List.of(c.hotelId(), c.roomTypeId(), c.night()), c);
            case BookingChange c -> bookings.merge(c.bookingId(), c, BookingChange::then);
            case NightsSet c -> add(c);
            case PaymentChange c -> add(c);
            case MoneyMoved c -> movements.put(List.of(c.paymentId(), c.version()), c);
            case RequestRefused c -> refusals.add(c);
            case LedgerNoted c -> noted.add(c);
            case EntryPosted c -> entries.add(c.entry());
            case DisputeSaid c -> {
                disputeSteps.add(c);
                disputes.merge(List.of(c.paymentId(), c.disputeId()), c, DisputeSaid::then);
            }
            case OperatorActed c -> acts.add(c);
            case NotificationUnmatched c -> unmatched.add(c);
            case Settled c -> settlements.add(c);
            case Reinstated c -> reinstated.add(c);
            case BookingMoved c -> moved.putIfAbsent(List.of(c.bookingId(), c.version()), c);
            case AttemptTold c -> attempts.merge(List.of(c.paymentId(), c.attemptNo()), c, AttemptTold::then);
            case DocumentAnswered c -> documents.merge(c.requestId(), c, DocumentAnswered::or);
            case CheckTold c -> checks.putIfAbsent(c.requestId(), c);
            case InvoiceChange c -> invoicing.add(c);
            case ProfileSaid c -> profiles.put(c.guestId(), c);
            case PartySaid c -> parties.put(c.partyId(), c);
            case GuestForgotten c -> forgotten.put(c.guestId(), c);
            case EventIndexed c -> indexed.add(c);
            case AriChange c -> ari.add(c);
        }
    }

    private void add(PaymentChange change) {
        payments.merge(change.paymentId(), change, PaymentChange::then);
        var said = change.said().attention();
        if (said.reason() != null || !said.settled().isEmpty()) {
            attention
                    .computeIfAbsent(change.paymentId(), id -> new ArrayList<>())
                    .add(new Attention(change.paymentId(), change.version(), change.hotelId(), change.at(), said));
        }
    }

    private void add(DayClosed day) {
        days.add(day);
        newestDays.put(day.hotelId(), day);
    }

    private void add(RoomsOnNights change, LocalDate night) {
        var row = new RoomNight(change.hotelId(), change.roomTypeId(), night, change.physical(), change.outOfOrder());
        roomNights.merge(List.of(row.hotelId(), row.roomTypeId(), night), row, RoomNight::then);
    }

    private void add(NightsSet set) {
        if (!set.first()) {
            closings.putIfAbsent(set.bookingId(), new NightsClosed(set.bookingId(), set.on()));
        }
        var rows = nights.computeIfAbsent(set.bookingId(), id -> new ArrayList<>());
        rows.replaceAll(row -> row.until(set.on()));
        for (var night : set.nights()) {
            rows.add(new NightRow(set.bookingId(), set.hotelId(), set.version(), set.on(), null, night));
        }
    }

    Collection<HotelOpened> hotels() {
        return hotels.values();
    }

    Collection<DayClosed> newestDays() {
        return newestDays.values();
    }

    List<DayClosed> days() {
        return days;
    }

    List<RoomsCounted> roomTypes() {
        return roomTypes;
    }

    Collection<RoomNight> roomNights() {
        return roomNights.values();
    }

    List<RoomsOnNights> roomsSaid() {
        return roomsSaid;
    }

    List<DisputeSaid> disputeSteps() {
        return disputeSteps;
    }

    /** By payment, in the order of the log. */
    Collection<List<Attention>> attention() {
        return attention.values();
    }

    Collection<RatePlanNamed> ratePlans() {
        return ratePlans.values();
    }

    Collection<NightOverbooked> overbookings() {
        return overbookings.values();
    }

    List<BookingChange> newBookings() {
        return bookings.values().stream().filter(b -> b.sale() != null).toList();
    }

    List<BookingChange> changedBookings() {
        return bookings.values().stream().filter(b -> b.sale() == null).toList();
    }

    Collection<NightsClosed> closings() {
        return closings.values();
    }

    List<NightRow> nights() {
        return nights.values().stream().flatMap(List::stream).toList();
    }

    List<PaymentChange> newPayments() {
        return payments.values().stream().filter(p -> p.opened() != null).toList();
    }

    List<PaymentChange> changedPayments() {
        return payments.values().stream().filter(p -> p.opened() == null).toList();
    }

    List<PaymentChange> paymentsWithMoney() {
        return payments.values().stream()
                .filter(p -> p.state() == PaymentState.CAPTURED
                        || p.state() == PaymentState.PARTIALLY_CAPTURED
                        || p.state() == PaymentState.REFUNDED
                        || p.state() == PaymentState.EXPIRED)
                .toList();
    }

    Collection<MoneyMoved> movements() {
        return movements.values();
    }

    List<RequestRefused> refusals() {
        return refusals;
    }

    /** In the order of the log, hotel by hotel. */
    List<LedgerNoted> noted() {
        return noted;
    }

    List<JournalEntry> entries() {
        return entries;
    }

    List<DisputeSaid> openedDisputes() {
        return disputes.values().stream().filter(d -> d.opening() != null).toList();
    }

    List<DisputeSaid> changedDisputes() {
        return disputes.values().stream().filter(d -> d.opening() == null).toList();
    }

    List<OperatorActed> acts() {
        return acts;
    }

    List<NotificationUnmatched> unmatched() {
        return unmatched;
    }

    List<Settled> settlements() {
        return settlements;
    }

    List<Reinstated> reinstated() {
        return reinstated;
    }

    Collection<BookingMoved> moved() {
        return moved.values();
    }

    Collection<AttemptTold> attempts() {
        return attempts.values();
    }

    Collection<DocumentAnswered> documents() {
        return documents.values();
    }

    Collection<CheckTold> checks() {
        return checks.values();
    }

    List<InvoiceChange> invoicing() {
        return invoicing;
    }

    Collection<ProfileSaid> profiles() {
        return profiles.values();
    }

    Collection<PartySaid> parties() {
        return parties.values();
    }

    Collection<GuestForgotten> forgotten() {
        return forgotten.values();
    }

    AriRows ari() {
        return ari;
    }

    List<EventIndexed> indexed() {
        return indexed;
    }
}
