package io.staylog.booking.domain;

import io.staylog.booking.domain.FolioLine.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a booking owes, line by line, and which of it is invoiced. Lines that are equal stand for one another. */
final class Folio {
    private Folio() {}

    /** Everything that the guest owes as things stand, by date. Its sum is {@link Booking#owedMinor}. */
    static List<FolioLine> lines(Booking booking) {
        var lines = new ArrayList<FolioLine>();
        var ending = booking.ending();
        if (ending == null || booking.state() == Booking.State.CHECKED_OUT) {
            for (var stay : booking.roomStays()) {
                stay.nights().forEach(price -> lines.add(FolioLine.night(stay, price)));
            }
        }
        lines.addAll(booking.account().charges());
        if (ending != null) {
            var fee = fee(booking, ending);
            if (fee != null) {
                lines.add(fee);
            }
        }
        lines.sort(Comparator.comparing(FolioLine::suppliedOn));
        return lines;
    }

    private static @Nullable FolioLine fee(Booking booking, Ending ending) {
        return switch (booking.state()) {
            case CANCELLED -> fee(Kind.CANCELLATION_FEE, "Cancellation fee", ending.on(), ending.owedMinor());
            case NO_SHOW -> fee(Kind.NO_SHOW_FEE, "No-show fee", ending.on(), ending.owedMinor());
            case CHECKED_OUT ->
                fee(
                        Kind.EARLY_DEPARTURE_FEE,
                        "Early departure fee",
                        ending.on(),
                        ending.owedMinor() - booking.terms().totalMinor());
            case HELD, CONFIRMED, IN_HOUSE, RELEASED, EXPIRED, WALKED -> null;
        };
    }

    private static @Nullable FolioLine fee(Kind kind, String description, LocalDate on, long amountMinor) {
        return amountMinor == 0 ? null : FolioLine.fee(kind, description, on, amountMinor);
    }

    /** What no invoice has yet that was not taken back. */
    static List<FolioLine> open(Booking booking) {
        var invoiced = new HashMap<FolioLine, Integer>();
        booking.account().invoices().stream()
                .filter(invoice -> !invoice.credited())
                .forEach(invoice -> invoice.count(invoiced));
        return lines(booking).stream().filter(line -> !take(line, invoiced)).toList();
    }

    /** The first invoice with something that is not owed any more and that was not taken back; null where there is none. */
    static @Nullable Invoice outdated(Booking booking) {
        var owed = new HashMap<FolioLine, Integer>();
        lines(booking).forEach(line -> owed.merge(line, 1, Integer::sum));
        for (var invoice : booking.account().invoices()) {
            if (!invoice.credited()) {
                var here = new HashMap<FolioLine, Integer>();
                invoice.count(here);
                for (var line : here.entrySet()) {
                    int left = owed.getOrDefault(line.getKey(), 0) - line.getValue();
                    if (left < 0) {
                        return invoice;
                    }
                    owed.put(line.getKey(), left);
                }
            }
        }
        return null;
    }

    private static boolean take(FolioLine line, Map<FolioLine, Integer> from) {
        int left = from.getOrDefault(line, 0);
        if (left == 0) {
            return false;
        }
        from.put(line, left - 1);
        return true;
    }
}
