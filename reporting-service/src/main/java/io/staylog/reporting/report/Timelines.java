package io.staylog.reporting.report;

import io.staylog.logview.LogUnavailableException;
import io.staylog.reporting.projection.LogLookup;
import io.staylog.reporting.projection.LogLookup.Found;
import io.staylog.reporting.projection.LogLookup.Place;
import io.staylog.reporting.report.Timeline.Entry;
import io.staylog.reporting.report.Timeline.Kind;
import io.staylog.schemas.Topics;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads what has happened to a booking: where its events stand is in the rows, what they say is read from the log itself, so
 * that also events are shown whose types this program does not know. Payments of the booking are part of it.
 */
public final class Timelines {
    private static final String EVENTS = """
            select topic, partition, event_offset, record_type, payment_id, business_date, at from event_index e
            where {where} order by at, topic, partition, event_offset limit :limit""";

    // Of an event that follows from a record: where that stands, and a number.
    private static final Pattern FROM_RECORD = Pattern.compile("([a-z.-]{1,40})/(\\d{1,5})/(\\d{1,18})/\\d{1,5}");
    private static final Pattern FROM_TIMER = Pattern.compile("[a-z.-]{1,40}/timer/\\d{1,5}/\\d{1,18}/\\d{1,5}");
    private static final Set<String> ASKED =
            Set.of(Topics.BOOKING_REQUESTS.name(), Topics.PAYMENT_REQUESTS.name(), Topics.REPORT_REQUESTS.name());
    private static final Set<String> BANK = Set.of(Topics.BANK_ANSWERS.name());
    private static final Set<String> REFUSALS = Set.of("RequestRejected", "PaymentRequestRejected");
    private static final Set<String> RETRIES = Set.of(
            "BookingPaymentRetried", "PaymentRetryScheduled", "PaymentLookupStarted", "AuthorizationRenewalStarted");

    /** Where an event stands, and what the rows know of it. */
    record Indexed(
            String topic,
            int partition,
            long eventOffset,
            String recordType,
            @Nullable UUID paymentId,
            @Nullable LocalDate businessDate,
            OffsetDateTime at) {
        Place place() {
            return new Place(topic, partition, eventOffset);
        }

        Instant when() {
            return at.toInstant();
        }
    }

    private final Snapshot snapshot;
    private final LogLookup log;

    Timelines(Snapshot snapshot, LogLookup log) {
        this.snapshot = snapshot;
        this.log = log;
    }

    /**
     * The history of a booking, oldest first; before each event the request that it follows from, while the log has it.
     *
     * @param after where the page before ended; null for the first page
     * @throws ReportException if nothing is known of the booking
     * @throws LogUnavailableException if the log cannot be read now
     */
    public Answer<Entry> of(UUID bookingId, @Nullable String after, Limit limit) {
        var indexed = snapshot.answer(Indexed.class, jdbc -> page(jdbc, bookingId, after, limit));
        var events = log.read(indexed.rows().stream().map(Indexed::place).toList());
        var requests = log.read(requests(events.values()));
        return new Answer<>(
                Entry.class,
                indexed.asOf(),
                indexed.newestEventAt(),
                entries(indexed.rows(), events, requests),
                indexed.next());
    }

    private static Page<Indexed> page(JdbcClient jdbc, UUID bookingId, @Nullable String after, Limit limit) {
        var query = new Query().where("e.booking_id = :booking", "booking", bookingId);
        if (after != null) {
            var last = Cursor.decode(after, 4);
            query.where("(e.at, e.topic, e.partition, e.event_offset) > (:at, :topic, :partition, :offset)")
                    .with("at", OffsetDateTime.ofInstant(last.instant(0), ZoneOffset.UTC))
                    .with("topic", last.text(1))
                    .with("partition", last.number(2))
                    .with("offset", last.number(3));
        }
        query.with("limit", limit.rows() + 1);
        var rows = query.list(jdbc, EVENTS, Indexed.class);
        if (rows.isEmpty() && after == null) {
            throw new ReportException(
                    ReportException.Kind.NOT_FOUND,
                    "booking_not_found",
                    "No event of this booking has been projected.",
                    Map.of("parameter", "bookingId"));
        }
        return Page.of(
                rows,
                limit.rows(),
                e -> Cursor.encode(Cursor.micros(e.when()), e.topic(), e.partition(), e.eventOffset()));
    }

    private static Set<Place> requests(Iterable<Found> events) {
        var places = new TreeSet<Place>();
        for (var event : events) {
            var input = input(event);
            if (input != null && ASKED.contains(input.topic())) {
                places.add(input);
            }
        }
        return places;
    }

    /** The record that an event follows from, as its id says. */
    private static @Nullable Place input(Found event) {
        var form = event.eventId() == null ? null : FROM_RECORD.matcher(event.eventId());
        return form == null || !form.matches()
                ? null
                : new Place(form.group(1), Integer.parseInt(form.group(2)), Long.parseLong(form.group(3)));
    }

    private static List<Entry> entries(List<Indexed> rows, Map<Place, Found> events, Map<Place, Found> requests) {
        var entries = new ArrayList<Entry>();
        var told = new HashSet<Place>();
        for (var row : rows) {
            var event = events.get(row.place());
            var input = event == null ? null : input(event);
            var request = input == null ? null : requests.get(input);
            if (request != null && told.add(request.place())) {
                entries.add(asked(request));
            }
            entries.add(event == null ? gone(row) : decided(row, event, input, request));
        }
        return entries;
    }

    private static Entry asked(Found request) {
        var type = Objects.requireNonNullElse(request.type(), "?");
        var payment = text(request.data(), "paymentId");
        var who = Who.of(request);
        return entry(
                Kind.REQUEST, false, type, request, who, payment == null ? null : UUID.fromString(payment), null, null);
    }

    private static Entry decided(Indexed row, Found event, @Nullable Place input, @Nullable Found request) {
        boolean byTimer =
                event.eventId() != null && FROM_TIMER.matcher(event.eventId()).matches();
        var who = Who.of(event);
        if (who.isNobody() && request != null) {
            who = Who.of(request);
        } else if (who.isNobody() && byTimer) {
            who = new Who("SYSTEM", "timer");
        } else if (who.isNobody() && input != null && BANK.contains(input.topic())) {
            who = new Who("PSP", "");
        }
        var kind = kind(row, byTimer);
        return entry(kind, byTimer, row.recordType(), event, who, row.paymentId(), row.businessDate(), input);
    }

    private static Kind kind(Indexed row, boolean byTimer) {
        var type = row.recordType();
        // What was to be tried again at a time starts by the clock.
        boolean isAgain = byTimer && type.equals("PaymentAttemptStarted");
        if (RETRIES.contains(type) || isAgain) {
            return Kind.RETRY;
        }
        if (REFUSALS.contains(type)) {
            return Kind.REFUSAL;
        }
        if (row.topic().equals(Topics.PAYMENT_EVENTS.name())) {
            return Kind.PAYMENT;
        }
        return row.topic().equals(Topics.REPORT_EVENTS.name()) ? Kind.DOCUMENT : Kind.DECISION;
    }

    private static Entry entry(
            Kind kind,
            boolean byTimer,
            String type,
            Found record,
            Who who,
            @Nullable UUID paymentId,
            @Nullable LocalDate businessDate,
            @Nullable Place input) {
        return new Entry(
                kind,
                byTimer,
                type,
                record.at(),
                who.type(),
                who.id(),
                paymentId,
                businessDate,
                record.place().topic(),
                record.place().partition(),
                record.place().offset(),
                record.eventId(),
                input == null ? null : input.toString(),
                text(record.data(), "requestId"),
                record.traceParent(),
                record.writer(),
                record.schemaId(),
                record.schemaVersion(),
                record.data());
    }

    /** The rows know of it, but the log has it no more. */
    private static Entry gone(Indexed row) {
        return new Entry(
                kind(row, false),
                false,
                row.recordType(),
                row.when(),
                null,
                null,
                row.paymentId(),
                row.businessDate(),
                row.topic(),
                row.partition(),
                row.eventOffset(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static @Nullable String text(@Nullable Map<String, Object> data, String field) {
        var value = data == null ? null : data.get(field);
        return value == null ? null : value.toString();
    }

    /** Who asked. */
    private record Who(@Nullable String type, @Nullable String id) {
        static final Who NOBODY = new Who(null, null);

        boolean isNobody() {
            return type == null;
        }

        static Who of(Found record) {
            var actor = record.data() == null ? null : record.data().get("actor");
            if (actor instanceof Map<?, ?> map && !"UNKNOWN".equals(map.get("type"))) {
                return new Who(String.valueOf(map.get("type")), String.valueOf(map.get("id")));
            }
            return NOBODY;
        }
    }
}
