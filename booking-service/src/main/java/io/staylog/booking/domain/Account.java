package io.staylog.booking.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The money of a booking: its payments in the order in which they were asked for, and what it owes besides the nights.
 *
 * <p>It knows what this service has asked for and what it was told has failed. What an operator does at payment-service alone,
 * for example a refund out of kindness, changes nothing here, or else the guest would be charged again.
 *
 * @param chargesMinor charged besides the nights
 */
public record Account(List<Money> payments, long chargesMinor) {
    static final Account EMPTY = new Account(List.of(), 0);

    /** Keeps its own copy. */
    public Account {
        payments = List.copyOf(payments);
    }

    @Nullable
    Money find(@Nullable UUID paymentId) {
        for (var money : payments) {
            if (money.paymentId().equals(paymentId)) {
                return money;
            }
        }
        return null;
    }

    /** Taken and not given back. */
    public long collectedMinor() {
        long sum = 0;
        for (var money : payments) {
            sum += money.collectedMinor();
        }
        return sum;
    }

    /** Reserved and not taken. */
    public long authorizedMinor() {
        long sum = 0;
        for (var money : payments) {
            sum += money.authorizedMinor();
        }
        return sum;
    }

    /** All that a guest who does not pay any more has paid, or can be made to pay. */
    long securedMinor() {
        return collectedMinor() + authorizedMinor();
    }

    long count(Money.Status status) {
        return payments.stream().filter(money -> money.status() == status).count();
    }

    Account asked(BookingEvent.PaymentRequested event) {
        var all = new ArrayList<>(payments);
        all.add(Money.asked(event));
        return new Account(all, chargesMinor);
    }

    Account change(@Nullable UUID paymentId, UnaryOperator<Money> how) {
        var known = find(paymentId);
        if (known == null) {
            return this;
        }
        var all = new ArrayList<>(payments);
        all.set(all.indexOf(known), how.apply(known));
        return new Account(all, chargesMinor);
    }

    Account charged(long amountMinor) {
        return new Account(payments, chargesMinor + amountMinor);
    }
}
