package io.staylog.reporting.document;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows for programs and spreadsheets. Their order is the order in the file.
 *
 * @param kind BOOKINGS, STAY_NIGHTS, PAYMENTS, LEDGER or KPI_DAILY; the rows are of that kind
 * @param from first date of the range; null where it has no beginning
 * @param to last date of the range, included; null where it has no end
 */
public record ExportSource(
        Heading heading,
        DocumentKind kind,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        List<? extends ExportRow> rows)
        implements DocumentSource {

    private static final Map<DocumentKind, Class<? extends ExportRow>> ROWS = Map.of(
            DocumentKind.BOOKINGS, ExportRow.Booking.class,
            DocumentKind.STAY_NIGHTS, ExportRow.StayNight.class,
            DocumentKind.PAYMENTS, ExportRow.Payment.class,
            DocumentKind.LEDGER, ExportRow.LedgerLine.class,
            DocumentKind.KPI_DAILY, ExportRow.KpiDay.class);

    public ExportSource {
        rows = List.copyOf(rows);
        var type = ROWS.get(kind);
        if (type == null || !rows.stream().allMatch(type::isInstance)) {
            throw new IllegalArgumentException("the rows are none of " + kind);
        }
    }

    /** The record behind the columns, also where there are no rows. */
    Class<? extends ExportRow> rowType() {
        return Objects.requireNonNull(ROWS.get(kind));
    }

    @Override
    public String subject() {
        return (from == null ? "begin" : from.toString()) + "_" + (to == null ? "end" : to.toString());
    }

    @Override
    public Set<UUID> guests() {
        return rows.stream()
                .filter(ExportRow.Booking.class::isInstance)
                .map(row -> ((ExportRow.Booking) row).guest())
                .filter(Guest::isNamed)
                .map(Guest::guestId)
                .collect(Collectors.toUnmodifiableSet());
    }
}
