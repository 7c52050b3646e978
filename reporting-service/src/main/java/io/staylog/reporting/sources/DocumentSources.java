package io.staylog.reporting.sources;

import io.staylog.reporting.document.DocumentSource;
import io.staylog.reporting.document.Heading;
import io.staylog.reporting.document.Heading.StandsOn;
import io.staylog.reporting.report.Snapshot;
import io.staylog.reporting.report.daily.DailyReports;
import io.staylog.schemas.report.DocumentKind;
import io.staylog.schemas.report.DocumentRequested;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what a document is made from. The same offsets always give the same source. */
public final class DocumentSources {
    private static final String HOTEL = """
            select hotel_id, name, time_zone, currency, legal_name, address, vat_number, opened_on, business_date
            from hotel where hotel_id = ?""";

    /** What a hotel's row says. */
    record HotelRow(
            String hotelId,
            String name,
            String timeZone,
            String currency,
            String legalName,
            String address,
            String vatNumber,
            LocalDate openedOn,
            LocalDate businessDate) {}

    /**
     * A question, and what its answer is read from.
     *
     * @param heading what the document says of hotel and offsets
     */
    record Asked(DocumentRequested request, JdbcClient jdbc, HotelRow hotel, Heading heading) {
        /** The business date that is asked about. */
        LocalDate date() {
            var date = request.getBusinessDate();
            if (date == null) {
                throw new SourceException("request_incomplete", "Say which business date: businessDate is missing.");
            }
            return date;
        }

        /** One that has begun. */
        LocalDate begunDate() {
            if (date().isAfter(hotel.businessDate)) {
                throw new SourceException(
                        "date_not_begun",
                        "The hotel's business date is " + hotel.businessDate + "; ask for that or an earlier one.");
            }
            return date();
        }

        boolean isClosed(LocalDate date) {
            return date.isBefore(hotel.businessDate);
        }

        /** The range from fromDate to toDate; a business date alone is a range of one day. */
        Range range(int daysMax) {
            var from = request.getFromDate() == null ? request.getBusinessDate() : request.getFromDate();
            var to = request.getToDate() == null ? request.getBusinessDate() : request.getToDate();
            if (from == null || to == null) {
                throw new SourceException("request_incomplete", "Say which range: fromDate or toDate is missing.");
            }
            if (to.isBefore(from) || from.plusDays(daysMax).compareTo(to) <= 0) {
                throw new SourceException(
                        "range_invalid", "The range must have 1 to " + daysMax + " days; toDate is included.");
            }
            return new Range(from, to);
        }

        UUID bookingId() {
            var id = request.getBookingId();
            if (id == null) {
                throw new SourceException("request_incomplete", "Say which booking: bookingId is missing.");
            }
            return id;
        }
    }

    /** From and to, both included. */
    record Range(LocalDate from, LocalDate to) {}

    /**
     * What a document is made from, and what it stands on.
     *
     * @param isFinal whether the business date it is about had been closed
     */
    public record Sourced(DocumentSource source, StandsOn standsOn, boolean isFinal) {}

    private final DailyReports daily;
    private final Supplier<String> publicUrl;

    /**
     * Reads nothing yet.
     *
     * @param publicUrl what links begin with, asked for each document anew
     */
    DocumentSources(DailyReports daily, Supplier<String> publicUrl) {
        this.daily = daily;
        this.publicUrl = publicUrl;
    }

    /**
     * Reads it in one moment.
     *
     * @param said what the document shall say that it stands on; null for what it does stand on
     * @throws SourceException if there is no such thing
     */
    public Sourced of(DocumentRequested request, Snapshot rows, @Nullable StandsOn said) {
        return rows.read(jdbc -> {
                    // The offsets stand in the document itself, so they are asked for in the same moment.
                    var standsOn = said == null ? standsOn(jdbc).linkingTo(publicUrl.get()) : said;
                    var hotel = hotel(jdbc, request.getHotelId());
                    var asked = new Asked(request, jdbc, hotel, new Heading(heading(hotel), standsOn));
                    return new Sourced(source(asked), standsOn, isFinal(asked));
                })
                .value();
    }

    private static StandsOn standsOn(JdbcClient jdbc) {
        var offsets = new TreeMap<String, Map<Integer, Long>>();
        var newest = new AtomicReference<@Nullable Instant>();
        jdbc.sql("select topic, partition, next_offset, newest_at from projection_offset")
                .query(row -> {
                    offsets.computeIfAbsent(row.getString("topic"), topic -> new TreeMap<>())
                            .put(row.getInt("partition"), row.getLong("next_offset"));
                    var at = row.getTimestamp("newest_at");
                    var known = newest.get();
                    if (at != null && (known == null || at.toInstant().isAfter(known))) {
                        newest.set(at.toInstant());
                    }
                });
        return StandsOn.of(offsets, newest.get());
    }

    private static HotelRow hotel(JdbcClient jdbc, String hotelId) {
        if (hotelId.indexOf('\0') >= 0) {
            throw unknownHotel();
        }
        return jdbc.sql(HOTEL)
                .param(hotelId)
                .query(HotelRow.class)
                .optional()
                .orElseThrow(DocumentSources::unknownHotel);
    }

    private static SourceException unknownHotel() {
        return new SourceException("unknown_hotel", "No event of this hotel has been seen; check the hotel's id.");
    }

    private static Heading.Hotel heading(HotelRow hotel) {
        return new Heading.Hotel(
                hotel.hotelId,
                hotel.name,
                zone(hotel.timeZone),
                hotel.currency,
                hotel.legalName,
                hotel.address,
                hotel.vatNumber);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneId.of("UTC");
        }
    }

    private static boolean isFinal(Asked asked) {
        var date = asked.request().getBusinessDate();
        return date != null && asked.isClosed(date);
    }

    private DocumentSource source(Asked asked) {
        return switch (asked.request().getKind()) {
            case DAILY_REPORT -> DailyPages.of(asked, daily);
            case ARRIVALS, DEPARTURES, IN_HOUSE, NO_SHOWS -> GuestLists.of(asked, kind(asked));
            case PICKUP -> Pickups.of(asked);
            case FOLIO -> Folios.of(asked);
            case INVOICE, CREDIT_NOTE -> InvoiceSources.of(asked, kind(asked));
            case BOOKINGS, STAY_NIGHTS, PAYMENTS, LEDGER, KPI_DAILY -> Exports.of(asked, kind(asked), daily);
            case UNKNOWN ->
                throw new SourceException(
                        "kind_not_offered",
                        "This kind of document is newer than the renderer; upgrade it, or ask for" + " another kind.");
        };
    }

    private static io.staylog.reporting.document.DocumentKind kind(Asked asked) {
        DocumentKind kind = asked.request().getKind();
        return io.staylog.reporting.document.DocumentKind.valueOf(kind.name());
    }
}
