package io.staylog.payment.domain;

import io.staylog.payment.domain.PaymentEvent.BankCallInstructed;
import io.staylog.payment.domain.PaymentEvent.GatewayNotificationUnmatched;
import io.staylog.payment.domain.PaymentEvent.OfPayment;
import io.staylog.payment.domain.PaymentEvent.PaymentCaptured;
import io.staylog.payment.domain.PaymentEvent.PaymentInitiated;
import io.staylog.payment.domain.PaymentEvent.PaymentRefunded;
import io.staylog.payment.domain.PaymentEvent.PaymentRequestRejected;
import io.staylog.payment.domain.PaymentEvent.SettlementReconciled;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All payments of one hotel, folded from its events. Only {@link #evolve} writes. */
public final class HotelPayments {
    /**
     * All of a hotel's state as a value.
     *
     * @param payments the one with the oldest last event first
     * @param rejected requests that were refused, the oldest first
     * @param moved what was ever taken and given back, by currency
     * @param booked what settlements are compared with, the oldest first
     * @param settled which settlements were imported
     */
    public record Picture(
            List<Payment> payments,
            List<RejectedRequest> rejected,
            Map<String, Moved> moved,
            List<Unsettled.Booked> booked,
            List<Unsettled.Day> settled) {
        /** Keeps its own copies. */
        public Picture {
            booked = List.copyOf(booked);
            settled = List.copyOf(settled);
            payments = List.copyOf(payments);
            rejected = List.copyOf(rejected);
            moved = Map.copyOf(moved);
        }
    }

    /** How much was ever taken and given back, in minor units of one currency. */
    public record Moved(long capturedMinor, long refundedMinor) {
        /** No money has moved. */
        public static final Moved NOTHING = new Moved(0, 0);

        /** Both together. */
        public static Moved sum(Moved one, Moved other) {
            return new Moved(one.capturedMinor + other.capturedMinor, one.refundedMinor + other.refundedMinor);
        }
    }

    /** A request that was refused, and when. */
    public record RejectedRequest(RequestId id, Instant at) {}

    private record Due(long atMs, UUID payment) {}

    private static final Comparator<Due> SOONEST =
            Comparator.comparingLong(Due::atMs).thenComparing(Due::payment);

    /**
     * How many payments of a hotel are under way. Any thread may look at it.
     *
     * @param open payments with an attempt that has not ended
     * @param unknown those of them whose outcome nobody knows
     * @param needAttention payments to which a person was called, also where nothing is open
     */
    public record Standing(int open, int unknown, int needAttention) {
        static final Standing NOTHING = new Standing(0, 0, 0);

        private Standing plus(Payment payment, int by) {
            var attempt = payment.open();
            return new Standing(
                    open + (attempt == null ? 0 : by),
                    unknown + (attempt != null && attempt.phase() == OpenAttempt.Phase.UNKNOWN ? by : 0),
                    needAttention + (payment.waitsForAPerson() ? by : 0));
        }
    }

    // Whoever sends that many nonsensical requests within the time may be answered twice.
    private static final int REJECTED_MAX = 100_000;

    private final PaymentTimes times;
    private final String gateway;
    private final Unsettled unsettled = new Unsettled();
    // In the order of their last event.
    private final LinkedHashMap<PaymentId, Payment> payments = new LinkedHashMap<>();
    private final LinkedHashMap<RequestId, Instant> rejected = new LinkedHashMap<>();
    private final TreeSet<Due> dues = new TreeSet<>(SOONEST);
    private final TreeSet<Due> forgets = new TreeSet<>(SOONEST);
    private volatile Standing standing = Standing.NOTHING;
    private volatile Map<String, Moved> moved = Map.of();

    /**
     * A hotel without payments.
     *
     * @param gateway which bank its new payments are with; empty for the only one
     */
    public HotelPayments(PaymentTimes times, String gateway) {
        this.times = times;
        this.gateway = gateway;
    }

    /** A hotel as a picture shows it. */
    public HotelPayments(PaymentTimes times, String gateway, Picture picture) {
        this(times, gateway);
        picture.booked().forEach(unsettled::book);
        picture.settled().forEach(unsettled::settled);
        picture.payments().forEach(this::put);
        picture.rejected().forEach(request -> rejected.put(request.id(), request.at()));
        moved = picture.moved();
    }

    /** Whether it knows no more than that somebody has asked for nonsense. */
    public boolean isEmpty() {
        return payments.isEmpty() && moved.isEmpty() && unsettled.isEmpty();
    }

    /** All of the state as a value. */
    public Picture picture() {
        var requests = new ArrayList<RejectedRequest>(rejected.size());
        rejected.forEach((id, at) -> requests.add(new RejectedRequest(id, at)));
        return new Picture(List.copyOf(payments.values()), requests, moved, unsettled.all(), unsettled.days());
    }

    /** Takes an event into the state. */
    public void evolve(PaymentEvent event, Instant at) {
        switch (event) {
            case PaymentInitiated initiated -> put(Payment.of(initiated, at));
            case OfPayment other -> evolvePayment(other, at);
            case PaymentRequestRejected refused -> reject(refused, at);
            case GatewayNotificationUnmatched unmatched ->
                rejected.putIfAbsent(unmatched.notification().id(), at);
            case SettlementReconciled reconciled -> settled(reconciled.settlement(), at);
            case BankCallInstructed _ -> {} // It is not among the events that the state is folded from.
        }
        forgetWhatIsOld(at);
    }

    private void forgetWhatIsOld(Instant at) {
        while (!forgets.isEmpty() && forgets.first().atMs() < at.toEpochMilli()) {
            var oldest = Objects.requireNonNull(forgets.pollFirst(), "it is not empty");
            remove(payments.remove(new PaymentId(oldest.payment())));
        }
        var eldestRejected = rejected.firstEntry();
        while (eldestRejected != null && isOld(eldestRejected.getValue(), at)) {
            rejected.pollFirstEntry();
            eldestRejected = rejected.firstEntry();
        }
        unsettled.forgetBefore(at.minus(times.rejectionRemembered()), at.minus(times.settledRemembered()));
    }

    private void settled(Settlement settlement, Instant at) {
        rejected.putIfAbsent(settlement.requestId(), at); // So that a repeat of the request is known as one.
        unsettled.settle(settlement, at);
    }

    private boolean isOld(Instant rejectedAt, Instant at) {
        return rejected.size() > REJECTED_MAX
                || rejectedAt.plus(times.rejectionRemembered()).isBefore(at);
    }

    private void evolvePayment(OfPayment event, Instant at) {
        if (event instanceof PaymentCaptured it) {
            count(it.currency(), new Moved(it.amountMinor(), 0));
        } else if (event instanceof PaymentRefunded it) {
            count(it.currency(), new Moved(0, it.amountMinor()));
        }
        var payment = payments.get(event.paymentId());
        if (payment != null) {
            put(payment.evolve(event, at));
            unsettled.book(payment, event, at);
        }
    }

    private void count(String currency, Moved more) {
        var sums = new HashMap<>(moved);
        sums.merge(currency, more, Moved::sum);
        moved = Map.copyOf(sums);
    }

    private void reject(PaymentRequestRejected refused, Instant at) {
        rejected.putIfAbsent(refused.requestId(), at);
        var payment = payments.get(refused.paymentId());
        if (payment != null) {
            put(payment.without(refused.requestId(), at));
        }
    }

    private void put(Payment payment) {
        remove(payments.remove(payment.terms().paymentId()));
        payments.put(payment.terms().paymentId(), payment);
        standing = standing.plus(payment, 1);
        forget(payment).ifPresent(forgets::add);
        var due = due(payment);
        if (due != null) {
            dues.add(due);
        }
    }

    private void remove(@Nullable Payment payment) {
        if (payment == null) {
            return;
        }
        standing = standing.plus(payment, -1);
        forget(payment).ifPresent(forgets::remove);
        var due = due(payment);
        if (due != null) {
            dues.remove(due);
        }
    }

    /** When a payment is forgotten, unless something happens to it; never while something is under way. */
    private Optional<Due> forget(Payment payment) {
        if (payment.isBusy()) {
            return Optional.empty();
        }
        var kept = payment.isSettled() ? times.settledRemembered() : times.moneyRemembered();
        long atMs = payment.changedAt().plus(kept).toEpochMilli();
        return Optional.of(new Due(atMs, payment.terms().paymentId().value()));
    }

    private @Nullable Due due(Payment payment) {
        long atMs = times.dueAtMs(payment);
        return atMs == PaymentTimes.NEVER
                ? null
                : new Due(atMs, payment.terms().paymentId().value());
    }

    /** The payment of that number, or null. */
    public @Nullable Payment payment(PaymentId id) {
        return payments.get(id);
    }

    /** All payments, the one with the oldest last event first. */
    List<Payment> payments() {
        return List.copyOf(payments.values());
    }

    /** How many payments are under way. */
    public Standing standing() {
        return standing;
    }

    /** What was ever taken and given back, by currency. Any thread may look at it. */
    public Map<String, Moved> moved() {
        return moved;
    }

    /** When a payment next wants to decide by itself, in milliseconds since the epoch; {@link Long#MAX_VALUE} for never. */
    public long nextDueAt() {
        return dues.isEmpty() ? PaymentTimes.NEVER : dues.first().atMs();
    }

    /** The command to decide when {@link #nextDueAt} has come. */
    public PaymentCommand whenDue() {
        return new PaymentCommand.PassDeadline(new PaymentId(dues.first().payment()));
    }

    PaymentTimes times() {
        return times;
    }

    /** Which bank new payments are with. */
    String gateway() {
        return gateway;
    }

    List<Settlement.Difference> differences(Settlement settlement) {
        return unsettled.differences(settlement);
    }

    boolean isSettled(LocalDate date, String currency) {
        return unsettled.isSettled(date, currency);
    }

    /** Whether a request that is about no payment of ours was answered. */
    boolean hasAnswered(RequestId request) {
        return rejected.containsKey(request);
    }

    boolean hasAnswered(Request request) {
        var payment = payments.get(request.head().paymentId());
        return hasAnswered(request.id()) || (payment != null && payment.hasAnswered(request.id()));
    }
}
