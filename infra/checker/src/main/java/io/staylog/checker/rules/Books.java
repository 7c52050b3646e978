package io.staylog.checker.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that was read, folded: feed it the log, partition by partition in order, and the bank's ledger, then ask for the verdict.
 * What it keeps grows with the number of payments and bookings, not with that of records.
 */
public final class Books {
    private final Findings findings = new Findings();
    private final Map<String, Payment> payments = new HashMap<>();
    private final Map<String, Booking> bookings = new HashMap<>();
    private final BookingEvents bookingEvents = new BookingEvents(bookings, findings);
    private final Invoices invoices = new Invoices(findings);
    private final PaymentEvents paymentEvents = new PaymentEvents(payments, findings);
    private final Instructions instructions = new Instructions(payments, findings);
    private final Requests requests = new Requests();
    private final RoomsSold rooms = new RoomsSold(findings);
    private final Causes causes = new Causes(findings);
    private final Transitions transitions = new Transitions(findings);
    private final Clocks clocks = new Clocks();
    private final History history;
    private final Acknowledged acknowledged;
    private final Readers readers;
    private final Surroundings surroundings = new Surroundings();
    private final Map<Integer, Long> ends = new HashMap<>();
    private long aborted;
    private long nowMs = Long.MAX_VALUE / 2;
    private final Map<String, Long> passedOver = new TreeMap<>();
    private long records;
    private long endMs;

    /** Of a log alone. */
    public Books() {
        this(new History(Set.of()));
    }

    /** Of a log, and of what its writers and readers wrote down. */
    public Books(History history) {
        this.history = history;
        this.acknowledged = new Acknowledged(history);
        this.readers = new Readers(history, findings);
    }

    /** Takes in one record. */
    public void see(Entry entry) {
        records++;
        endMs = Math.max(endMs, entry.timeMs());
        switch (entry.at().topic()) {
            case TopicNames.BOOKING_REQUESTS -> {
                bookingEvents.asked(entry);
                requests.asked(entry);
                acknowledged.asked(entry);
            }
            case TopicNames.BOOKING_EVENTS -> {
                bookingEvents.see(entry);
                rooms.see(entry);
                transitions.booking(entry);
                clocks.see(entry);
                causes.see(entry);
                acknowledged.decided(entry);
                readers.see(entry);
                invoices.see(entry);
                requests.decidedByBooking(entry);
            }
            case TopicNames.PAYMENT_REQUESTS -> requests.asked(entry);
            case TopicNames.PAYMENT_EVENTS -> {
                paymentEvents.see(entry);
                transitions.payment(entry);
                causes.see(entry);
                requests.decidedByPayment(entry);
            }
            case TopicNames.BANK_CALLS -> {
                instructions.instructed(entry);
                causes.see(entry);
            }
            case TopicNames.BANK_ANSWERS -> instructions.answered(entry);
            default ->
                throw new IllegalArgumentException(
                        "nothing is known of the topic " + entry.at().topic());
        }
    }

    /** A record that nobody can read. */
    public void unreadable(Place at, long timeMs) {
        records++;
        endMs = Math.max(endMs, timeMs);
        requests.isUnreadable(at, timeMs);
    }

    /** A record of a type that is none of ours; nobody answers it. */
    public void passedOver(String type) {
        records++;
        passedOver.merge(type, 1L, Long::sum);
    }

    /** A dead letter is about the record at this place. */
    public void dead(Place at) {
        records++;
        requests.isDead(at);
    }

    /** Instructions to the bank, or its answers, are not there from the first one on. */
    public void instructionsBeginLate() {
        instructions.beginsLate();
    }

    /** A committed record stands there, whatever it is and whichever hotel it is of. */
    public void stands(Place at) {
        causes.stands(at);
    }

    /** What time it is, in milliseconds since the epoch, for whoever has a clock. */
    public void now(long milliseconds) {
        nowMs = milliseconds;
    }

    /** Whether a committed record that has been taken in stands there. */
    public boolean isCommitted(Place at) {
        return causes.isCommitted(at);
    }

    /** So many records stand on the log and were never committed. */
    public void aborted(long uncommitted) {
        aborted = uncommitted;
    }

    /** A record that could be read, and the releases that cannot read it. */
    public void readBy(Place at, long timeMs, String type, List<Integer> failing) {
        findings.look(
                failing.isEmpty(),
                Invariant.R10,
                at,
                timeMs,
                () -> "readers of the releases " + failing + " cannot read this " + type);
    }

    /** What is found besides log and ledger belongs in here. */
    public Surroundings surroundings() {
        return surroundings;
    }

    /** How many records of a partition stand from this offset on. */
    public long recordsFrom(String topic, int partition, long offset) {
        return causes.from(topic, partition, offset);
    }

    /** How many records reporting does not show yet, by partition. */
    public Map<String, Long> notShown(Reported reported) {
        var missing = new HashMap<>(
                causes.missing(TopicNames.BOOKING_EVENTS, it -> reported.next(TopicNames.BOOKING_EVENTS, it)));
        missing.putAll(causes.missing(TopicNames.PAYMENT_EVENTS, it -> reported.next(TopicNames.PAYMENT_EVENTS, it)));
        return missing;
    }

    private void shown(Reported reported, Findings all) {
        var missing = notShown(reported);
        if (missing.isEmpty()) {
            reported.judge(bookings, payments, bookingEvents.businessDates, all);
        } else {
            reported.isBehind(missing, all);
        }
    }

    /** All that was committed in a partition from one offset up to another has been taken in. */
    public void read(String topic, int partition, long begin, long end) {
        causes.read(topic, partition, begin, end);
        if (topic.equals(TopicNames.BOOKING_EVENTS)) {
            ends.put(partition, end);
        }
    }

    /** Whether something will still happen by itself, as far as the log tells. */
    public boolean isUnderWay() {
        return requests.waiting() > 0 || payments.values().stream().anyMatch(Payment::isAdrift);
    }

    /** What waits: unanswered requests and attempts without outcome that no person is called to. */
    public String underWay() {
        long adrift = payments.values().stream().filter(Payment::isAdrift).count();
        return requests.waiting() + " requests without an answer, " + adrift + " payments with something under way";
    }

    /** How many records were taken in. */
    public long records() {
        return records;
    }

    /**
     * Judges all of it. The books can take in more afterwards and be asked again.
     *
     * @param ledger everything that the bank has written
     * @param ledgerMs until when that is all, in milliseconds since the epoch
     * @param isSettled whether all that can end by itself has ended, so that nothing is let off as under way
     */
    public Verdict judge(Iterable<LedgerLine> ledger, long ledgerMs, boolean isSettled) {
        var all = new Findings();
        all.add(findings);
        var bank = new BankBooks(all);
        ledger.forEach(bank::see);
        var moment = new Moment(endMs, ledgerMs, isSettled);
        requests.judge(moment.answeredUntilMs(), all);
        var standing = new Ending(payments, bookings, moment, all).judge(bookingEvents);
        var truth = new BankTruth(payments, bank, moment, all);
        truth.judge();
        var money = new Reckoning(bank, standing, moment, all).judge();
        rooms.judge(all);
        causes.judge(all);
        clocks.judge(nowMs, all);
        acknowledged.judge(all);
        new RealTime(history).judge(all);
        readers.judge(ends, all);
        surroundings.judge(this::shown, all);
        requests.letters(causes::mayHaveStood, all);
        var counts = new Verdict.Counts(
                records,
                bookings.size(),
                payments.size(),
                bank.calls,
                bank.effects,
                bank.unanswered,
                bank.repeated,
                truth.doubleCharges + all.count(Invariant.I14),
                truth.orphanCharges,
                standing.adrift,
                standing.onTheList,
                requests.dead(),
                requests.unreadable());
        return new Verdict(
                all,
                counts,
                money,
                bank.disturbed,
                standing.attentionList,
                passedOver,
                isSettled,
                figures(all),
                standing.waiting,
                history.counts());
    }

    private Verdict.Figures figures(Findings all) {
        return new Verdict.Figures(
                acknowledged.lost,
                Math.max(acknowledged.doubled, requests.decidedAgain()) + causes.repeated,
                acknowledged.undead,
                transitions.illegal,
                all.count(Invariant.R6),
                requests.accounted(causes::mayHaveStood),
                aborted,
                surroundings.behind(),
                surroundings.openTransactionCount(),
                rooms.taken,
                rooms.oversold,
                rooms.admitted,
                rooms.walked,
                rooms.soldOut,
                rooms.refused);
    }
}
