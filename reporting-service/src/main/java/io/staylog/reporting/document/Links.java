package io.staylog.reporting.document;

import io.staylog.reporting.report.BehindFigure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the pages are that show what stands behind a number. They follow from what the document stands on alone, so that it can
 * be made again; a document that stands on no address has none.
 */
final class Links {
    private final String base;
    private final String hotel;

    private Links(String base, String hotelId) {
        this.base = base;
        this.hotel = base + "/hotels/" + encoded(hotelId);
    }

    static Links of(Heading heading) {
        return new Links(heading.standsOn().publicUrl(), heading.hotel().hotelId());
    }

    /** A booking with the events that made it what it is. */
    @Nullable
    String booking(UUID bookingId) {
        return here(base + "/bookings/" + bookingId);
    }

    /** One event among those of a booking. */
    @Nullable
    String event(UUID bookingId, String topic, int partition, long offset) {
        return here(base + "/bookings/" + bookingId + "#" + topic + "-" + partition + "-" + offset);
    }

    /**
     * The rows behind a figure of reports.
     *
     * @param value what it is about; null where there is one such figure only
     * @param from first business date or night
     * @param to last one
     * @param on the business date at whose end it was known
     */
    View.@Nullable Link behind(
            BehindFigure figure, @Nullable String value, LocalDate from, LocalDate to, LocalDate on) {
        var address = new StringBuilder(hotel)
                .append("/behind?what=")
                .append(figure.slug())
                .append("&from=")
                .append(from)
                .append("&to=")
                .append(to);
        var words = new StringBuilder(figure.title());
        if (value != null) {
            address.append("&value=").append(encoded(value));
            words.append(' ').append(value);
        }
        if (!on.equals(to)) {
            address.append("&on=").append(on);
        }
        words.append(", ").append(from);
        if (!from.equals(to)) {
            words.append(" to ").append(to);
        }
        return View.link(here(address.toString()), words.toString());
    }

    /** Behind figures of nights as they were known at the end of a business date. */
    BooksLinks ahead(LocalDate on) {
        return new BooksLinks(this, on);
    }

    /** The page on which consumers, dead letters and checks are. */
    @Nullable
    String operations() {
        return here(base + "/operations");
    }

    private @Nullable String here(String address) {
        return base.isEmpty() ? null : address;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
