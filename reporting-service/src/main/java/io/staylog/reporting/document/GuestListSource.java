package io.staylog.reporting.document;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who comes, goes, stays or did not come on a business date. The order of the rows is the order on paper.
 *
 * @param kind ARRIVALS, DEPARTURES, IN_HOUSE or NO_SHOWS
 * @param isClosed whether the business date has been closed, so that the list is final
 */
public record GuestListSource(
        Heading heading, DocumentKind kind, LocalDate businessDate, boolean isClosed, List<Row> rows)
        implements DocumentSource {

    /**
     * One room of one booking.
     *
     * @param reference the confirmation code
     * @param totalMinor what the room or the booking costs, with tax
     * @param balanceMinor what the guest still owes; null where it is not known
     * @param note one line for the desk; empty where there is none
     */
    public record Row(
            UUID bookingId,
            String reference,
            int roomStayNo,
            String roomType,
            Guest guest,
            LocalDate arrival,
            LocalDate departure,
            int adults,
            int children,
            String status,
            String channel,
            String ratePlan,
            String guarantee,
            String currency,
            long totalMinor,
            @Nullable Long balanceMinor,
            String note) {

        public long nights() {
            return arrival.until(departure, java.time.temporal.ChronoUnit.DAYS);
        }
    }

    public GuestListSource {
        rows = List.copyOf(rows);
        if (!Set.of(DocumentKind.ARRIVALS, DocumentKind.DEPARTURES, DocumentKind.IN_HOUSE, DocumentKind.NO_SHOWS)
                .contains(kind)) {
            throw new IllegalArgumentException(kind + " is no list of guests");
        }
    }

    @Override
    public String subject() {
        return businessDate.toString();
    }

    @Override
    public Set<UUID> guests() {
        return rows.stream()
                .map(Row::guest)
                .filter(Guest::isNamed)
                .map(Guest::guestId)
                .collect(Collectors.toUnmodifiableSet());
    }
}
