package io.staylog.reporting.document;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The daily manager's report of one hotel and business date, in the order of its page. Amounts are in minor units of the
 * hotel's currency.
 *
 * @param isClosed whether the business date has been closed, so that its figures are final
 * @param sections Rooms, Revenue, Movements and what else has the seven columns
 * @param sales what was sold and lost today
 * @param outlook what is on the books ahead
 * @param nextNights the next 14 nights or so, for the sparkline
 * @param channels nights and revenue by channel, the largest first
 * @param segments the same by segment; room types and rate plans are in the other formats only, for want of room
 * @param ledgers the roll-forward of guest, deposit and city ledger
 * @param money payments by method, refunds and what is open
 * @param disputes open ones, those first that must be answered first
 * @param exceptions what a manager must look at; a count of 0 is good
 * @param overbooked nights with more sold than there is
 * @param check what the checker has found last; null where it never ran
 */
public record DailyReportSource(
        Heading heading,
        LocalDate businessDate,
        boolean isClosed,
        List<Section> sections,
        List<Sale> sales,
        List<Outlook> outlook,
        List<NextNight> nextNights,
        List<Share> channels,
        List<Share> segments,
        List<Share> roomTypes,
        List<Share> ratePlans,
        List<LedgerRow> ledgers,
        List<MoneyRow> money,
        List<Dispute> disputes,
        List<Exceptional> exceptions,
        List<Overbooked> overbooked,
        @Nullable Check check)
        implements DocumentSource {

    /** How a figure is written. */
    public enum Unit {
        /** A whole number. */
        COUNT,
        /** Minor units; with decimals where it is an average. */
        MONEY,
        /** A percentage with two decimals. */
        PERCENT
    }

    /** Rows under one title. */
    public record Section(String title, List<Figure> figures) {
        public Section {
            figures = List.copyOf(figures);
        }
    }

    /**
     * A row of seven columns; a value is null where there is nothing to compare or to divide by.
     *
     * @param label what it is, in the words of the legend
     * @param isTotal whether it stands out as a sum
     * @param monthVariancePct of the month to date against last year's
     * @param yearVariancePct of the year to date against last year's
     */
    public record Figure(
            String label,
            Unit unit,
            boolean isTotal,
            @Nullable BigDecimal today,
            @Nullable BigDecimal monthToDate,
            @Nullable BigDecimal monthLastYear,
            @Nullable BigDecimal monthVariancePct,
            @Nullable BigDecimal yearToDate,
            @Nullable BigDecimal yearLastYear,
            @Nullable BigDecimal yearVariancePct) {}

    /** One line of the sales of today, such as bookings made, cancellations, net pickup, turnaways for a reason. */
    public record Sale(
            String label,
            long count,
            @Nullable Long roomNights,
            @Nullable Long valueMinor) {}

    /**
     * What is on the books for the next nights.
     *
     * @param label such as {@code Tomorrow} or {@code Next 30 nights}
     * @param pickup7 room nights that came in within 7 business dates
     * @param lastYear room nights on the books at the same time last year, for the same weekdays
     */
    public record Outlook(
            String label,
            LocalDate from,
            LocalDate to,
            long roomNights,
            long revenueMinor,
            @Nullable BigDecimal occupancyPct,
            @Nullable BigDecimal adrMinor,
            long pickup1,
            long pickup7,
            @Nullable Long lastYear,
            @Nullable BigDecimal variancePct) {}

    /** One bar of the sparkline. */
    public record NextNight(
            LocalDate night,
            long rooms,
            long available,
            @Nullable BigDecimal occupancyPct) {}

    /** What one channel or segment brought: nights, revenue, and what a night brought. */
    public record Share(
            String name,
            long todayNights,
            long todayRevenueMinor,
            @Nullable BigDecimal todayAdrMinor,
            long monthNights,
            long monthRevenueMinor,
            @Nullable BigDecimal monthAdrMinor,
            long monthLastYearNights,
            long monthLastYearRevenueMinor,
            @Nullable BigDecimal monthRevenueVariancePct,
            long yearNights,
            long yearRevenueMinor,
            @Nullable BigDecimal yearAdrMinor,
            long yearLastYearNights,
            long yearLastYearRevenueMinor,
            @Nullable BigDecimal yearRevenueVariancePct) {}

    /**
     * Opening balance, what was charged, what came from the other ledgers, what was paid, closing balance.
     *
     * @param time over which time, such as {@code Today} or {@code MTD LY}
     */
    public record LedgerRow(
            String name,
            String time,
            long openingMinor,
            long chargesMinor,
            long transfersMinor,
            long paymentsMinor,
            long closingMinor) {}

    /** Payments of one method, refunds, open balances, payments that need attention: how many and how much. */
    public record MoneyRow(
            String label, @Nullable Long count, @Nullable Long amountMinor) {}

    /** A dispute that is not decided. */
    public record Dispute(
            String disputeId,
            String reason,
            long amountMinor,
            String currency,
            @Nullable Instant evidenceDueAt) {}

    /** Something that should not be; {@code count} is null where nobody knows; {@code detail} is one line or empty. */
    public record Exceptional(String label, @Nullable Long count, String detail) {}

    /** A night with more rooms sold than there are. */
    public record Overbooked(LocalDate night, String roomType, long rooms) {}

    /**
     * The last result of the checker.
     *
     * @param passed how many rules hold
     * @param failed the names of those that do not
     */
    public record Check(Instant at, boolean isClean, int passed, List<String> failed) {
        public Check {
            failed = List.copyOf(failed);
        }
    }

    public DailyReportSource {
        sections = List.copyOf(sections);
        sales = List.copyOf(sales);
        outlook = List.copyOf(outlook);
        nextNights = List.copyOf(nextNights);
        channels = List.copyOf(channels);
        segments = List.copyOf(segments);
        roomTypes = List.copyOf(roomTypes);
        ratePlans = List.copyOf(ratePlans);
        ledgers = List.copyOf(ledgers);
        money = List.copyOf(money);
        disputes = List.copyOf(disputes);
        exceptions = List.copyOf(exceptions);
        overbooked = List.copyOf(overbooked);
    }

    /** The same with links that begin with an address. */
    public DailyReportSource linkingTo(String publicUrl) {
        return new DailyReportSource(
                new Heading(heading.hotel(), heading.standsOn().linkingTo(publicUrl)),
                businessDate,
                isClosed,
                sections,
                sales,
                outlook,
                nextNights,
                channels,
                segments,
                roomTypes,
                ratePlans,
                ledgers,
                money,
                disputes,
                exceptions,
                overbooked,
                check);
    }

    @Override
    public DocumentKind kind() {
        return DocumentKind.DAILY_REPORT;
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
