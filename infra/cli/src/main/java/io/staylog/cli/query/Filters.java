package io.staylog.cli.query;

import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Suggestions;
import java.util.ArrayList;
import java.util.List;

/** What the reporting-service can be asked for, so that a mistyped word is named and not answered with nothing. */
final class Filters {
    /** Where a booking is in its life. */
    enum Status {
        HELD,
        CONFIRMED,
        IN_HOUSE,
        CHECKED_OUT,
        CANCELLED,
        NO_SHOW,
        RELEASED,
        EXPIRED
    }

    /** What is known of a payment. */
    enum State {
        INITIATED,
        AUTHORIZING,
        AUTHORIZED,
        CAPTURING,
        CAPTURED,
        VOIDING,
        VOIDED,
        REFUNDING,
        PARTIALLY_REFUNDED,
        REFUNDED,
        REFUND_FAILED,
        DECLINED,
        UNKNOWN,
        CANCELLED,
        NEEDS_ATTENTION
    }

    /** How rows are put together in time. */
    enum By {
        DAY,
        MONTH
    }

    /** The reports there are; also what the shell proposes. */
    static final class Reports extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
        private static final List<String> NAMES = List.of(
                "totals", "nights", "months", "arrivals", "event-days", "kpi", "pickup", "cash", "bookings-by-status");

        Reports() {
            super(NAMES);
        }

        static String checked(String name) {
            if (!NAMES.contains(name)) {
                throw Failure.usage("<report>: there is no report " + name + "; " + Suggestions.nearest(name, NAMES));
            }
            return name;
        }
    }

    private Filters() {}
}
