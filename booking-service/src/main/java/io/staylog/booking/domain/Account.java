package io.staylog.booking.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The money of a booking: its payments in the order in which they were asked for, what it owes besides the nights, and what of
 * all that was invoiced.
 *
 * <p>It knows what this service has asked for and what it was told has failed. What an operator does at payment-service alone,
 * for example a refund out of kindness, changes nothing here, or else the guest would be charged again.
 *
 * @param charges what was charged besides the nights
 * @param invoices in the order of their numbers
 */
public record Account(List<Money> payments, List<FolioLine> charges, List<Invoice> invoices) {
    static final Account EMPTY = new Account(List.of(), List.of(), List.of());

    /** Keeps its own copies. */
    public Account {
        payments = List.copyOf(payments);
        charges = List.copyOf(charges);
        invoices = List.copyOf(invoices);
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
        return new Account(all, charges, invoices);
    }

    Account change(@Nullable UUID paymentId, UnaryOperator<Money> how) {
        var known = find(paymentId);
        if (known == null) {
            return this;
        }
        var all = new ArrayList<>(payments);
        all.set(all.indexOf(known), how.apply(known));
        return new Account(all, charges, invoices);
    }

    /** Charged besides the nights. */
    public long chargesMinor() {
        long sum = 0;
        for (var charge : charges) {
            sum += charge.grossMinor();
        }
        return sum;
    }

    Account charged(FolioLine charge) {
        var all = new ArrayList<>(charges);
        all.add(charge);
        return new Account(payments, all, invoices);
    }

    @Nullable
    Invoice invoice(String series, long number) {
        for (var invoice : invoices) {
            if (invoice.has(series, number)) {
                return invoice;
            }
        }
        return null;
    }

    Account invoiced(Invoice invoice) {
        var all = new ArrayList<>(invoices);
        all.add(invoice);
        return new Account(payments, charges, all);
    }

    Account credited(String series, long number) {
        return new Account(
                payments,
                charges,
                invoices.stream()
                        .map(invoice -> invoice.has(series, number) ? invoice.takenBack() : invoice)
                        .toList());
    }
}
