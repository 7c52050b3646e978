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
        WALKED,
        RELEASED,
        EXPIRED
    }

    /** What is known of a payment. */
    enum State {
        INITIATED,
        AUTHORIZING,
        ACTION_REQUIRED,
        AUTHORIZED,
        CAPTURING,
        PARTIALLY_CAPTURED,
        CAPTURE_FAILED,
        CAPTURED,
        VOIDING,
        VOIDED,
        REFUNDING,
        EXPIRED,
        REFUND_PENDING,
        PARTIALLY_REFUNDED,
        REFUNDED,
        REFUND_FAILED,
        DISPUTED,
        DISPUTE_LOST,
        DECLINED,
        UNKNOWN,
        CANCELLED,
        NEEDS_ATTENTION
    }

    /** Where amounts stand in the books. */
    enum Account {
        GUEST,
        DEPOSIT,
        RECEIVABLE,
        CASH_CLEARING,
        CASH,
        REFUND_CLEARING,
        DISPUTES,
        FEES,
        REVENUE_ROOMS,
        REVENUE_OTHER,
        TAX,
        COMPENSATION
    }

    /** How rows are put together in time. */
    enum By {
        DAY,
        MONTH
    }

    /** What figures are told apart by. */
    enum Per {
        CHANNEL,
        SEGMENT,
        ROOM_TYPE,
        RATE_PLAN
    }

    /** The reports there are; also what the shell proposes. */
    static final class Reports extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
        private static final List<String> NAMES = List.of(
                "daily",
                "totals",
                "nights",
                "months",
                "arrivals",
                "event-days",
                "kpi",
                "pickup",
                "cash",
                "on-the-books",
                "performance",
                "cancellations",
                "lead-times",
                "lengths-of-stay",
                "turnaways",
                "payment-health",
                "declines",
                "roll-forward",
                "bookings-by-status",
                "trial-balance",
                "journal",
                "open-balances",
                "attention",
                "disputes",
                "unmatched-notifications",
                "settlements",
                "settlement-differences",
                "operator-acts");

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
