package io.staylog.reporting.document;

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

    /** What is on the books for one night. */
    @Nullable
    String night(LocalDate night) {
        return here(hotel + "/behind?what=night&value=" + night);
    }

    /** The next nights with what is on the books. */
    @Nullable
    String nights() {
        return here(hotel + "/nights");
    }

    /** A list of what stands behind a number as things are now. */
    @Nullable
    String behind(String what) {
        return here(hotel + "/behind?what=" + what);
    }

    /** The same of one business date. */
    @Nullable
    String behind(String what, LocalDate on) {
        return here(hotel + "/behind?what=" + what + "&on=" + on);
    }

    /** The same with what the number is about. */
    @Nullable
    String behind(String what, String value, LocalDate on) {
        return here(hotel + "/behind?what=" + what + "&value=" + encoded(value) + "&on=" + on);
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
