package io.staylog.reporting.report;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows behind a number, which whoever follows the number is shown. The number counts or sums the rows that the condition holds
 * for; both use the one condition, so they cannot say different things.
 */
public sealed interface Listing permits Behind, BehindFigure {

    /** Whose rows they are. */
    enum Table {
        /** Of bookings. */
        BOOKING,
        /** Of payments. */
        PAYMENT,
        /** Of requests that were refused. */
        REJECTION,
        /** Of what the bank has told of payments that nobody knows. */
        NOTIFICATION,
        /** Of events that said how many rooms there are. */
        SUPPLY
    }

    /**
     * What a number is about.
     *
     * @param value such as a channel; null where there is one such number only
     * @param type a room type; null for all
     * @param from first business date or night; null for a number of now
     * @param to last one
     * @param on as it was known at the end of this business date; null for that of {@code to}, or of now
     */
    record About(
            @Nullable String value,
            @Nullable String type,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable LocalDate on) {
        /** A number of now that there is one of. */
        public static final About NOW = new About(null, null, null, null, null);

        /** A number of now about something. */
        public static About now(String value) {
            return new About(value, null, null, null, null);
        }

        boolean isDated() {
            return from != null || to != null || on != null;
        }
    }

    /** The listing with that slug. */
    static Optional<Listing> of(String slug) {
        Optional<Listing> now = find(Behind.values(), slug);
        return now.isPresent() ? now : find(BehindFigure.values(), slug);
    }

    private static <E extends Enum<E> & Listing> Optional<Listing> find(E[] all, String slug) {
        for (var listing : all) {
            if (listing.slug().equals(slug)) {
                return Optional.of(listing);
            }
        }
        return Optional.empty();
    }

    /** The name of a constant. */
    String name();

    /** What the rows are, for a heading; a value comes after it. */
    String title();

    /** Whose rows they are. */
    Table table();

    /** SQL over a row of the table. */
    String condition();

    /** As it stands in addresses. */
    default String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Refuses what the condition cannot be asked with.
     *
     * @param open the hotel's business date that is open
     * @throws ReportException with code {@code value_invalid} or {@code date_not_offered}
     */
    void check(About about, LocalDate open);

    /** Says that no number leads to such a list. */
    static ReportException noSuchList(String parameter) {
        return ReportException.badRequest(
                "value_invalid",
                "There is no such list; go back to the dashboard and follow a number there.",
                parameter);
    }
}
