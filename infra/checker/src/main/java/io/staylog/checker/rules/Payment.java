package io.staylog.checker.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A payment as its events tell it. Changes as the log goes on. */
final class Payment {
    /** Money that the bank has reserved under one number of its own. */
    static final class Reserved {
        final String psp;
        final int attemptNo;
        long amountMinor;
        long capturedMinor;
        boolean isLive = true;

        Reserved(String psp, int attemptNo, long amountMinor) {
            this.psp = psp;
            this.attemptNo = attemptNo;
            this.amountMinor = amountMinor;
        }
    }

    /** Money that the guest's bank has taken back, or announces to. */
    static final class Dispute {
        long amountMinor;
        boolean isLost;
        boolean isOpen = true;
    }

    /** When and how much money first secured what it is for. */
    record Secured(long amountMinor, long timeMs) {}

    final String id;
    final String hotelId;
    final String bookingId;
    final String purpose;
    final String currency;
    final boolean capturesAtOnce;
    final Place at;
    final long timeMs;
    final List<Attempt> attempts = new ArrayList<>(2);
    final List<Reserved> reserved = new ArrayList<>(1);
    final Map<String, Dispute> disputes = new LinkedHashMap<>(0);
    final List<Secured> secured = new ArrayList<>(1);
    long capturedMinor;
    long captureFailedMinor;
    long refundedMinor;
    long manualMinor;
    boolean isCaptureFinal;
    boolean isToBeUndone;
    boolean isUndone;
    boolean isToBeRetried;
    boolean needsPerson;
    Place lastAt;
    long lastMs;

    Payment(Entry initiated) {
        var body = initiated.body();
        id = initiated.paymentId();
        hotelId = initiated.hotelId();
        bookingId = initiated.bookingId();
        purpose = body.text("purpose");
        currency = body.text("currency");
        capturesAtOnce = body.text("captureMode").equals("AUTOMATIC");
        at = initiated.at();
        timeMs = initiated.timeMs();
        lastAt = at;
        lastMs = timeMs;
    }

    /** The attempt of this number; where an old event has none, the newest of the operation. */
    @Nullable
    Attempt attempt(long no, Attempt.Operation... operations) {
        for (int i = attempts.size() - 1; i >= 0; i--) {
            var attempt = attempts.get(i);
            boolean isMeant = no == 0 ? List.of(operations).contains(attempt.operation) : attempt.no == no;
            if (isMeant) {
                return attempt;
            }
        }
        return null;
    }

    @Nullable
    Reserved live() {
        for (int i = reserved.size() - 1; i >= 0; i--) {
            if (reserved.get(i).isLive) {
                return reserved.get(i);
            }
        }
        return null;
    }

    /** What the bank holds for the hotel and has not taken yet. */
    long reservedMinor() {
        return reserved.stream()
                .filter(it -> it.isLive)
                .mapToLong(it -> it.amountMinor - it.capturedMinor)
                .sum();
    }

    long takenMinor() {
        return capturedMinor - captureFailedMinor;
    }

    long lostMinor() {
        return disputes.values().stream()
                .filter(it -> it.isLost)
                .mapToLong(it -> it.amountMinor)
                .sum();
    }

    long disputedMinor() {
        return disputes.values().stream()
                .filter(it -> it.isOpen)
                .mapToLong(it -> it.amountMinor)
                .sum();
    }

    /** What refunds that have begun and not ended may still give back. */
    long refundingMinor() {
        return attempts.stream()
                .filter(it -> it.operation == Attempt.Operation.REFUND && it.isOpen())
                .mapToLong(it -> it.amountMinor)
                .sum();
    }

    /** What the hotel keeps, disputes that are not decided counted as its own. */
    long keptMinor() {
        return takenMinor() - refundedMinor - manualMinor - lostMinor();
    }

    boolean hasOpenAttempt() {
        return attempts.stream().anyMatch(Attempt::isOpen);
    }

    /** Whether something is under way that needs no person. */
    boolean isAdrift() {
        return isToBeRetried || attempts.stream().anyMatch(Attempt::isAdrift);
    }

    /** Whether a person is called to it. */
    boolean isOnTheList() {
        return needsPerson || attempts.stream().anyMatch(it -> it.isOpen() && it.needsPerson);
    }
}
