package io.staylog.booking.domain;

import io.staylog.booking.domain.Booking.State;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * A booking at rest: one array instead of some twenty objects. Most bookings of a hotel wait for months until something happens
 * to them, and meanwhile the collector would copy each of those objects and look through it again and again. Snapshots hold the
 * same bytes.
 */
final class BookingBytes {
    private static final State[] STATES = State.values();
    private static final Channel[] CHANNELS = Channel.values();
    private static final Guarantee[] GUARANTEES = Guarantee.values();
    private static final Fee.Type[] FEE_TYPES = Fee.Type.values();
    private static final BookingEvent.Purpose[] PURPOSES = BookingEvent.Purpose.values();
    private static final Money.Status[] STATUSES = Money.Status.values();
    private static final FolioLine.Kind[] LINE_KINDS = FolioLine.Kind.values();
    private static final ChargeKind[] CHARGE_KINDS = ChargeKind.values();

    /** Changes when a constant is added, renamed or moved, so that no snapshot is read with other constants than it was written. */
    static final int FORM = Arrays.deepHashCode(
            names(STATES, CHANNELS, GUARANTEES, FEE_TYPES, PURPOSES, STATUSES, LINE_KINDS, CHARGE_KINDS));

    private BookingBytes() {}

    private static Object[] names(Enum<?>[]... constants) {
        return Arrays.stream(constants)
                .map(all -> Arrays.stream(all).map(Enum::name).toArray())
                .toArray();
    }

    /** All of a booking, but for its hotel. */
    static byte[] of(Booking booking, ByteWriter out) {
        out.clear();
        // First what is asked of all bookings at once.
        out.symbol(booking.state());
        out.day(booking.arrival());
        out.id(booking.id());
        out.day(booking.placedOn());
        out.count(booking.version());
        write(out, booking.terms(), booking.id());
        out.optional(booking.paymentId(), ByteWriter::id);
        out.optional(booking.holdExpiresAt(), ByteWriter::instant);
        out.flag(booking.graceUsed());
        write(out, booking.account());
        out.optional(booking.change(), BookingBytes::write);
        out.optional(booking.ending(), BookingBytes::write);
        return out.toByteArray();
    }

    /** Whether a booking is confirmed and should have arrived by a date. */
    static boolean isDueInBy(byte[] bytes, LocalDate date) {
        var in = new ByteReader(bytes);
        return in.symbol(STATES) == State.CONFIRMED && in.number() <= date.toEpochDay();
    }

    /** The booking that {@link #of} has written. */
    static Booking read(String hotelId, byte[] bytes) {
        var in = new ByteReader(bytes);
        var state = in.symbol(STATES);
        in.number(); // The day of arrival is that of the rooms.
        var id = in.id();
        return new Booking(
                id,
                hotelId,
                in.day(),
                state,
                in.count(),
                terms(in, id),
                in.optional(ByteReader::id),
                in.optional(ByteReader::instant),
                in.flag(),
                account(in),
                in.optional(BookingBytes::change),
                in.optional(BookingBytes::ending));
    }

    private static void write(ByteWriter out, Terms terms, UUID bookingId) {
        boolean isUsual = terms.confirmationCode().equals(Ids.confirmationCode(bookingId));
        out.optional(isUsual ? null : terms.confirmationCode(), ByteWriter::text);
        out.symbol(terms.channel());
        out.optional(terms.channelReference(), ByteWriter::text);
        out.optional(terms.guestId(), ByteWriter::id);
        out.text(terms.ratePlanId());
        out.symbol(terms.guarantee());
        out.all(terms.roomStays(), BookingBytes::write);
        out.text(terms.currency());
        out.number(terms.dueNowMinor());
        write(out, terms.policy());
        out.optional(terms.paymentMethodToken(), ByteWriter::text);
    }

    private static Terms terms(ByteReader in, UUID bookingId) {
        var code = in.optional(ByteReader::text);
        return new Terms(
                code == null ? Ids.confirmationCode(bookingId) : code,
                in.symbol(CHANNELS),
                in.optional(ByteReader::text),
                in.optional(ByteReader::id),
                in.text(),
                in.symbol(GUARANTEES),
                in.all(BookingBytes::stay),
                in.text(),
                in.number(),
                policy(in),
                in.optional(ByteReader::text));
    }

    private static void write(ByteWriter out, RoomStay stay) {
        out.count(stay.number());
        out.text(stay.roomTypeId());
        out.day(stay.arrival());
        out.day(stay.departure());
        out.count(stay.adults());
        out.all(stay.childrenAges(), ByteWriter::count);
        out.all(stay.nights(), BookingBytes::write);
    }

    private static RoomStay stay(ByteReader in) {
        return new RoomStay(
                in.count(),
                in.text(),
                in.day(),
                in.day(),
                in.count(),
                in.all(ByteReader::count),
                in.all(BookingBytes::price));
    }

    private static void write(ByteWriter out, NightPrice price) {
        out.day(price.night());
        out.number(price.grossMinor());
        out.number(price.netMinor());
        out.count(price.taxRateBps());
    }

    private static NightPrice price(ByteReader in) {
        return new NightPrice(in.day(), in.number(), in.number(), in.count());
    }

    private static void write(ByteWriter out, CancellationPolicy policy) {
        out.all(policy.tiers(), BookingBytes::write);
        write(out, policy.noShowFee());
    }

    private static CancellationPolicy policy(ByteReader in) {
        return new CancellationPolicy(in.all(BookingBytes::tier), fee(in));
    }

    private static void write(ByteWriter out, CancellationPolicy.Tier tier) {
        out.instant(tier.deadlineAt());
        write(out, tier.fee());
        out.optional(tier.hoursBeforeArrival(), ByteWriter::count);
    }

    private static CancellationPolicy.Tier tier(ByteReader in) {
        return new CancellationPolicy.Tier(in.instant(), fee(in), in.optional(ByteReader::count));
    }

    private static void write(ByteWriter out, Fee fee) {
        out.symbol(fee.type());
        out.number(fee.value());
    }

    private static Fee fee(ByteReader in) {
        return new Fee(in.symbol(FEE_TYPES), in.number());
    }

    private static void write(ByteWriter out, Account account) {
        out.all(account.payments(), BookingBytes::write);
        out.all(account.charges(), BookingBytes::write);
        out.all(account.invoices(), BookingBytes::write);
    }

    private static Account account(ByteReader in) {
        List<Money> payments = in.all(BookingBytes::money);
        List<FolioLine> charges = in.all(BookingBytes::line);
        List<Invoice> invoices = in.all(BookingBytes::invoice);
        boolean isEmpty = payments.isEmpty() && charges.isEmpty() && invoices.isEmpty();
        return isEmpty ? Account.EMPTY : new Account(payments, charges, invoices);
    }

    private static void write(ByteWriter out, Money money) {
        out.id(money.paymentId());
        out.symbol(money.purpose());
        out.flag(money.captureNow());
        out.symbol(money.status());
        out.number(money.askedMinor());
        out.number(money.authorizedMinor());
        out.number(money.capturedMinor());
        out.number(money.refundedMinor());
        out.count(money.declines());
        out.count(money.attemptNo());
        out.optional(money.captureRequestId(), ByteWriter::id);
        out.optional(money.refundRequestId(), ByteWriter::id);
    }

    private static Money money(ByteReader in) {
        return new Money(
                in.id(),
                in.symbol(PURPOSES),
                in.flag(),
                in.symbol(STATUSES),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.count(),
                in.count(),
                in.optional(ByteReader::id),
                in.optional(ByteReader::id));
    }

    private static void write(ByteWriter out, FolioLine line) {
        out.symbol(line.kind());
        out.symbol(line.chargeKind());
        out.text(line.description());
        out.day(line.suppliedOn());
        out.number(line.grossMinor());
        out.number(line.netMinor());
        out.count(line.taxRateBps());
    }

    private static FolioLine line(ByteReader in) {
        return new FolioLine(
                in.symbol(LINE_KINDS),
                in.symbol(CHARGE_KINDS),
                in.text(),
                in.day(),
                in.number(),
                in.number(),
                in.count());
    }

    private static void write(ByteWriter out, Invoice invoice) {
        out.text(invoice.series());
        out.number(invoice.number());
        out.id(invoice.partyId());
        out.all(invoice.lines(), BookingBytes::write);
        out.flag(invoice.credited());
    }

    private static Invoice invoice(ByteReader in) {
        return new Invoice(in.text(), in.number(), in.id(), in.all(BookingBytes::invoiceLine), in.flag());
    }

    private static void write(ByteWriter out, InvoiceLine line) {
        write(out, line.unit());
        out.count(line.quantity());
        out.text(line.taxReason());
        out.flag(line.reverseCharge());
    }

    private static InvoiceLine invoiceLine(ByteReader in) {
        return new InvoiceLine(line(in), in.count(), in.text(), in.flag());
    }

    private static void write(ByteWriter out, PendingChange change) {
        out.id(change.requestId());
        out.all(change.roomStays(), BookingBytes::write);
        out.optional(change.policy(), BookingBytes::write);
        out.id(change.paymentId());
        out.instant(change.expiresAt());
        out.optional(change.adjustment(), ByteWriter::id);
        out.number(change.adjustedToMinor());
    }

    private static PendingChange change(ByteReader in) {
        return new PendingChange(
                in.id(),
                in.all(BookingBytes::stay),
                in.optional(BookingBytes::policy),
                in.id(),
                in.instant(),
                in.optional(ByteReader::id),
                in.number());
    }

    private static void write(ByteWriter out, Ending ending) {
        out.day(ending.on());
        out.number(ending.owedMinor());
    }

    private static Ending ending(ByteReader in) {
        return new Ending(in.day(), in.number());
    }
}
