package io.staylog.checker.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the books of the log come to in the end. */
final class Standing {
    private static final int NAMED_MAX = 100;

    /** Sums of a currency. */
    static final class Sums {
        long capturedMinor;
        long refundedMinor;
        long disputedMinor;
        long captureFailedMinor;
        long receivableMinor;
        long liabilityMinor;

        long netMinor() {
            return capturedMinor - captureFailedMinor - refundedMinor - disputedMinor;
        }
    }

    final Map<String, Sums> sums = new TreeMap<>();
    /** What bookings that are not over wait for, and how many. */
    final Map<String, Long> waiting = new TreeMap<>();

    final List<String> attentionList = new ArrayList<>();
    long onTheList;
    long adrift;
    long open;

    private Sums of(String currency) {
        return sums.computeIfAbsent(currency, _ -> new Sums());
    }

    void count(Payment payment) {
        var sum = of(payment.currency);
        sum.capturedMinor += payment.capturedMinor;
        sum.captureFailedMinor += payment.captureFailedMinor;
        sum.refundedMinor += payment.refundedMinor;
        sum.disputedMinor += payment.disputedMinor() + payment.lostMinor();
        adrift += payment.attempts.stream().filter(Attempt::isAdrift).count();
        open += payment.hasOpenAttempt() ? 1 : 0;
        if (payment.isOnTheList()) {
            onTheList++;
            if (attentionList.size() < NAMED_MAX) {
                attentionList.add(payment.id);
            }
        }
    }

    /** What is still owed, or was kept too much. */
    void balance(String currency, long minor) {
        if (minor >= 0) {
            of(currency).receivableMinor += minor;
        } else {
            of(currency).liabilityMinor -= minor;
        }
    }
}
