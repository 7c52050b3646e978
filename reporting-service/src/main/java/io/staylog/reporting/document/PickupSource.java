package io.staylog.reporting.document;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is on the books for the nights to come, and what came in since earlier business dates.
 *
 * @param businessDate the date at whose end it stands
 * @param from first stay night
 * @param to last stay night, included
 */
public record PickupSource(
        Heading heading, LocalDate businessDate, boolean isClosed, LocalDate from, LocalDate to, List<Night> nights)
        implements DocumentSource {

    /**
     * One stay night.
     *
     * @param roomsAvailable what can be sold
     * @param onTheBooks room nights on the books
     * @param revenueMinor net of tax
     * @param pickup1 room nights added less lost in 1 business date, then 7 and 28
     * @param pickup1Minor the same as revenue
     * @param lastYear room nights on the books 364 days earlier for the night 364 days earlier; null where there was no hotel
     */
    public record Night(
            LocalDate night,
            long roomsAvailable,
            long onTheBooks,
            long revenueMinor,
            @Nullable BigDecimal occupancyPct,
            @Nullable BigDecimal adrMinor,
            long pickup1,
            long pickup1Minor,
            long pickup7,
            long pickup7Minor,
            long pickup28,
            long pickup28Minor,
            @Nullable Long lastYear,
            @Nullable Long lastYearMinor) {}

    public PickupSource {
        nights = List.copyOf(nights);
    }

    @Override
    public DocumentKind kind() {
        return DocumentKind.PICKUP;
    }

    @Override
    public String subject() {
        return businessDate.toString();
    }

    @Override
    public Set<UUID> guests() {
        return Set.of();
    }
}
