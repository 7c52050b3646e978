package io.staylog.reporting.report;

import io.staylog.reporting.projection.ProjectionSchema;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Everything that is known of a guest, and its removal. */
public final class Guests {

    /**
     * A guest.
     *
     * @param name null where nobody has said it, or it was erased
     * @param erasedAt when the guest was erased; null where that was not asked for
     */
    public record Guest(
            UUID guestId,
            @Nullable String name,
            @Nullable String email,
            @Nullable String language,
            @Nullable Instant erasedAt,
            List<GuestBooking> bookings,
            List<GuestPayment> payments,
            List<GuestParty> parties,
            List<GuestInvoice> invoices,
            List<GuestDocument> documents) {}

    /** A booking of the guest. */
    public record GuestBooking(
            UUID bookingId,
            String hotelId,
            String status,
            String confirmationCode,
            String channel,
            @Nullable String channelReference,
            LocalDate bookedOn,
            LocalDate arrivalDate,
            LocalDate departureDate,
            int rooms,
            int adults,
            int children,
            long grossMinor,
            String currency) {}

    /** A payment of one of these bookings. */
    public record GuestPayment(
            UUID paymentId,
            UUID bookingId,
            String state,
            String purpose,
            long amountMinor,
            long capturedMinor,
            long refundedMinor,
            String currency) {}

    /** Whom invoices of the guest are made out to. */
    public record GuestParty(
            UUID partyId,
            String hotelId,
            String name,
            String address,
            String vatNumber,
            String email,
            LocalDate keepUntil,
            int invoices) {}

    /** An invoice or credit note for one of the guest's bookings or parties. */
    public record GuestInvoice(
            String hotelId,
            String series,
            long number,
            String kind,
            UUID bookingId,
            UUID partyId,
            LocalDate issuedOn,
            long totalGrossMinor,
            String currency) {}

    /** A stored document that names the guest. */
    public record GuestDocument(UUID requestId, String hotelId, String kind, String format, String fileName) {}

    /** An invoice that fiscal law wants kept. */
    public record Held(String hotelId, String series, long number, LocalDate keepUntil) {}

    /** A party that no law wants kept any longer. */
    public record ExpiredParty(UUID partyId, String hotelId, LocalDate keepUntil) {}

    private record Profile(
            @Nullable String name,
            @Nullable String email,
            @Nullable String language,
            java.time.@Nullable OffsetDateTime erasedAt) {}

    private static final String PROFILE = """
            select p.name, p.email, p.language, e.erased_at
            from (select cast(:guest as uuid) as guest_id) g
            left join guest_profile p using (guest_id) left join erased_guest e using (guest_id)""";

    private static final String BOOKINGS = """
            select booking_id, hotel_id, status, confirmation_code, channel, channel_reference, booked_on, arrival_date,
                departure_date, rooms, adults, children, gross_minor, currency
            from booking where guest_id = :guest order by arrival_date, booking_id""";

    private static final String PAYMENTS = """
            select p.payment_id, p.booking_id, p.state, p.purpose, p.amount_minor, p.captured_minor, p.refunded_minor,
                p.currency
            from payment p join booking b using (booking_id) where b.guest_id = :guest
            order by p.business_date, p.payment_id""";

    private static final String PARTIES = """
            select p.party_id, p.hotel_id, p.name, p.address, p.vat_number, p.email, p.keep_until,
                (select count(*)::int from invoice i where i.party_id = p.party_id) as invoices
            from invoice_party p where p.guest_id = :guest order by p.party_id""";

    private static final String OF_GUEST = """
            from invoice i left join invoice_party p using (party_id) left join booking b on b.booking_id = i.booking_id
            where (p.guest_id = :guest or b.guest_id = :guest)""";

    private static final String INVOICES = """
            select i.hotel_id, i.series, i.number, i.kind, i.booking_id, i.party_id, i.issued_on, i.total_gross_minor,
                i.currency
            """ + OF_GUEST + " order by i.hotel_id, i.series, i.number";

    private static final String HELD = "select i.hotel_id, i.series, i.number, p.keep_until " + OF_GUEST
            + " and p.keep_until >= :today order by i.hotel_id, i.series, i.number";

    private static final String DOCUMENTS = "select d.request_id, d.hotel_id, d.kind, d.format, d.file_name from "
            + "projection_control.stored_document d join projection_control.stored_document_guest g using (request_id)"
            + " where g.guest_id = :guest and d.erased_at is null order by d.stored_at, d.request_id";

    private static final String EXPIRED = """
            select p.party_id, p.hotel_id, p.keep_until from invoice_party p
            where {where} order by p.keep_until, p.party_id limit :limit""";

    private static final int UNUSED_DAYS = 32;

    private final Snapshot snapshot;
    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Guests(Snapshot snapshot, JdbcTemplate template, PlatformTransactionManager manager, Clock clock) {
        this.snapshot = snapshot;
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.transaction = new TransactionTemplate(manager);
        this.clock = clock;
    }

    /**
     * A guest, as the only row.
     *
     * @throws ReportException if nothing is known of the guest
     */
    public Answer<Guest> guest(UUID guestId) {
        return snapshot.answer(Guest.class, rows -> {
            var guest = read(rows, guestId);
            boolean isKnown = guest.name() != null
                    || guest.erasedAt() != null
                    || !(guest.bookings().isEmpty() && guest.parties().isEmpty());
            if (!isKnown) {
                throw new ReportException(
                        ReportException.Kind.NOT_FOUND,
                        "guest_not_found",
                        "Nothing is known of this guest.",
                        Map.of("parameter", "guestId"));
            }
            return Page.whole(List.of(guest));
        });
    }

    private static Guest read(JdbcClient rows, UUID guestId) {
        var profile =
                rows.sql(PROFILE).param("guest", guestId).query(Profile.class).single();
        var erasedAt = profile.erasedAt();
        return new Guest(
                guestId,
                profile.name(),
                profile.email(),
                profile.language(),
                erasedAt == null ? null : erasedAt.toInstant(),
                list(rows, BOOKINGS, guestId, GuestBooking.class),
                list(rows, PAYMENTS, guestId, GuestPayment.class),
                list(rows, PARTIES, guestId, GuestParty.class),
                list(rows, INVOICES, guestId, GuestInvoice.class),
                list(rows, DOCUMENTS, guestId, GuestDocument.class));
    }

    private static <T> List<T> list(JdbcClient rows, String sql, UUID guestId, Class<T> type) {
        return rows.sql(sql).param("guest", guestId).query(type).stream()
                .map(Objects::requireNonNull)
                .toList();
    }

    /**
     * Parties that fiscal law wanted kept until a day before today, and those that no invoice was made out to: the request was
     * refused, and after so many days no other one can come, because hotels remember a booking for as long.
     */
    public Answer<ExpiredParty> expiredParties(@Nullable String hotel, Limit limit) {
        var query = new Query()
                .where("p.hotel_id = :hotel", "hotel", hotel)
                .where(
                        "(p.keep_until < :today or p.said_at < :today::date - " + UNUSED_DAYS
                                + " and not exists (select 1 from invoice i where i.party_id = p.party_id))",
                        "today",
                        today())
                .with("limit", limit.rows());
        return snapshot.answer(ExpiredParty.class, rows -> {
            Scope.check(rows, hotel);
            return Page.whole(query.list(rows, EXPIRED, ExpiredParty.class));
        });
    }

    /**
     * Takes the guest's name out of the live rows, should it still be there; the fold of the log would do it a little later.
     *
     * @return the invoices that stay, because the law wants them kept
     */
    public List<Held> forget(UUID guestId) {
        return Objects.requireNonNull(transaction.execute(status -> {
            template.execute(ProjectionSchema.enter(ProjectionSchema.LIVE));
            jdbc.sql("delete from guest_profile where guest_id = ?")
                    .param(guestId)
                    .update();
            jdbc.sql("delete from guest_word where guest_id = ?").param(guestId).update();
            return jdbc.sql(HELD).param("guest", guestId).param("today", today()).query(Held.class).stream()
                    .map(Objects::requireNonNull)
                    .toList();
        }));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
