package io.staylog.banksimulator.ledger;

import io.staylog.banksimulator.bank.Arrival;
import io.staylog.banksimulator.bank.BankCall;
import io.staylog.banksimulator.bank.BankRules;
import io.staylog.banksimulator.bank.BankState;
import io.staylog.banksimulator.bank.Dispute;
import io.staylog.banksimulator.bank.FaultScript;
import io.staylog.banksimulator.bank.LaterRules;
import io.staylog.banksimulator.bank.LedgerEntry;
import io.staylog.banksimulator.bank.Lookup;
import io.staylog.banksimulator.bank.Notice;
import io.staylog.banksimulator.bank.Operation;
import io.staylog.banksimulator.bank.Outage;
import io.staylog.banksimulator.bank.Payment;
import io.staylog.banksimulator.bank.Reply;
import io.staylog.banksimulator.bank.Step;
import io.staylog.banksimulator.bank.Terms;
import io.staylog.banksimulator.bank.Totals;
import io.staylog.banksimulator.bank.Trouble;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bank: one decision after the other, each on disk before anybody hears of it.
 *
 * <p>Look-ups, too, wait until what they tell is on disk; else a power cut could take back what was said.
 */
public final class DurableBank implements AutoCloseable {

    /** Something known, and what has to reach the disk before it may be told. */
    private record Pending<T>(T value, CompletableFuture<Void> durable) {
        T await() {
            durable.join();
            return value;
        }
    }

    // The clock may be another than the one that threads wait by, so nobody waits for long without a look at it.
    private static final Duration LOOK_AT_THE_CLOCK = Duration.ofMillis(250);

    /** How long an answer may wait for the notice that has to come before it. */
    private static final Duration NOTICE_FIRST_MAX = Duration.ofSeconds(2);

    /** Where notices go once they are on disk. */
    public interface Mailbox {
        /**
         * Posts a notice.
         *
         * @param taken where it has been taken already
         * @return completes when it has been taken everywhere
         */
        CompletableFuture<Void> post(LedgerEntry.Noticed noticed, Set<String> taken);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition planned = lock.newCondition();
    private final BankState state;
    private final LedgerFile ledger;
    private final Clock clock;
    private volatile Terms terms;
    private volatile @Nullable Outage outage;
    private final Thread calendar;
    private CompletableFuture<Void> posted = CompletableFuture.allOf();
    private volatile Mailbox mailbox = (_, _) -> CompletableFuture.allOf();

    private DurableBank(BankState state, LedgerFile ledger, Terms terms, Clock clock) {
        this.terms = terms;
        this.state = state;
        this.ledger = ledger;
        this.clock = clock;
        this.calendar = Thread.ofVirtual().name("calendar").unstarted(this::keepTheCalendar);
    }

    /**
     * Opens the bank whose ledger is in this directory, or founds it.
     *
     * @param onFailure told once if the ledger can't be written any more; the bank then answers nobody
     * @throws LedgerDamagedException if the ledger can't be read
     */
    public static DurableBank open(
            Path directory, LedgerLines lines, Terms terms, Clock clock, Consumer<IOException> onFailure)
            throws IOException {
        var state = new BankState();
        var bank = new DurableBank(state, LedgerFile.open(directory, lines, state::evolve, onFailure), terms, clock);
        bank.calendar.start();
        return bank;
    }

    /**
     * Takes a call, and returns when its result is on disk.
     *
     * @throws InterruptedException if the bank closes meanwhile; a call that it was still holding has no effect
     */
    public Reply call(BankCall call) throws InterruptedException {
        var faults = terms.faults();
        var arrival =
                faults.rate() == 0 ? new Arrival(call, Trouble.NONE) : locked(() -> Arrival.of(state, call, faults));
        if (arrival.trouble().delay().isPositive()) {
            Thread.sleep(arrival.trouble().delay()); // Still on its way, so the bank knows nothing of it.
        }
        return switch (decide(arrival)) {
            case Arrived.Answered it -> it.reply().await();
            case Arrived.Held it -> executeAfter(it.delay(), arrival);
        };
    }

    private sealed interface Arrived {
        record Answered(Pending<Reply> reply) implements Arrived {}

        record Held(Duration delay) implements Arrived {}
    }

    private Arrived decide(Arrival arrival) {
        return locked(() -> switch (BankRules.decide(state, arrival, terms, now())) {
            case Step.Decided decided -> new Arrived.Answered(record(decided));
            case Step.Later(var delay) -> {
                state.open(arrival.call());
                yield new Arrived.Held(delay);
            }
        });
    }

    private Reply executeAfter(Duration delay, Arrival arrival) throws InterruptedException {
        var call = arrival.call();
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            locked(() -> {
                state.close(call);
                return call;
            });
            throw e;
        }
        return locked(() -> {
                    state.close(call);
                    return record(BankRules.execute(state, arrival, terms, now()));
                })
                .await();
    }

    private Pending<Reply> record(Step.Decided decided) {
        return new Pending<>(decided.reply(), record(decided.entries()));
    }

    private CompletableFuture<Void> record(List<LedgerEntry> entries) {
        var durable = ledger.append(entries);
        if (!durable.isCompletedExceptionally()) { // What the ledger refuses did not happen.
            entries.forEach(state::evolve);
            wakeTheCalendar();
        }
        var notices = entries.stream()
                .filter(LedgerEntry.Noticed.class::isInstance)
                .map(LedgerEntry.Noticed.class::cast)
                .toList();
        return notices.isEmpty() ? durable : postAfter(durable, notices);
    }

    // One after the other: what waits for the same write is not told of it in any order.
    private CompletableFuture<Void> postAfter(CompletableFuture<Void> durable, List<LedgerEntry.Noticed> notices) {
        var taken = new CompletableFuture<Void>();
        posted = posted.thenAcceptBoth(durable, (_, _) -> post(notices, taken));
        return durable.thenCompose(_ -> taken);
    }

    /** Posts, and says when those are taken that have to be before the answer. */
    private void post(List<LedgerEntry.Noticed> notices, CompletableFuture<Void> allTaken) {
        var first = new ArrayList<CompletableFuture<Void>>();
        for (var noticed : notices) {
            var taken = mailbox.post(noticed, Set.of());
            if (noticed.notice().posting() == Notice.Posting.FIRST) {
                first.add(taken);
            }
        }
        var _ = CompletableFuture.allOf(first.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, NOTICE_FIRST_MAX.toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(() -> allTaken.complete(null));
    }

    /** From now on notices go there, beginning with those that the ledger says are still to be taken. */
    public void postTo(Mailbox other) {
        locked(() -> {
            mailbox = other;
            for (var noticed : state.outbox().notices()) {
                var _ = other.post(noticed, state.outbox().taken(noticed)); // Nobody waits for it here.
            }
            return other;
        });
    }

    /** A notice has been taken at this address, and perhaps everywhere. */
    public void delivered(LedgerEntry.Noticed noticed, String url, boolean done) {
        locked(() -> record(List.of(
                new LedgerEntry.Delivered(state.lastSeq() + 1, now(), noticed.subject(), noticed.seq(), url, done))));
    }

    private void wakeTheCalendar() {
        var next = state.nextDue();
        if (next != null && next.isBefore(now().plus(LOOK_AT_THE_CLOCK))) {
            planned.signal();
        }
    }

    private void keepTheCalendar() {
        lock.lock();
        try {
            while (true) {
                var due = LaterRules.due(state, terms, now());
                if (due.isEmpty()) {
                    planned.awaitNanos(untilNextPlan().toNanos());
                } else if (record(due).isCompletedExceptionally()) {
                    return; // The ledger is closed for good.
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The bank closes; what is planned is in the ledger.
        } finally {
            lock.unlock();
        }
    }

    private Duration untilNextPlan() {
        var next = state.nextDue();
        var wait = next == null ? LOOK_AT_THE_CLOCK : Duration.between(now(), next);
        return wait.compareTo(LOOK_AT_THE_CLOCK) > 0 ? LOOK_AT_THE_CLOCK : wait;
    }

    /**
     * The guest of this payment acts, or fails to.
     *
     * @return whether the bank was waiting for him
     */
    public boolean act(String pspReference, boolean succeeds) {
        return locked(() -> {
                    var entries = LaterRules.act(state, terms, pspReference, succeeds, now());
                    return new Pending<>(
                            entries.isPresent(), entries.map(this::record).orElseGet(ledger::flushed));
                })
                .await();
    }

    /** The bank forgets what it did under a key, or under all keys if it is empty. */
    public void forget(String key) {
        locked(() -> new Pending<>(key, record(LaterRules.forget(state, terms, key, now()))))
                .await();
    }

    /** Which calls are disturbed. */
    public FaultScript faults() {
        return terms.faults();
    }

    /** From now on these calls are disturbed, until the next start. */
    public void disturb(FaultScript faults) {
        locked(() -> terms = terms.with(faults));
    }

    /** How many calls have been disturbed, by fault. */
    public Map<String, Long> disturbed() {
        return known(state::disturbed);
    }

    /** The outage that the bank has now, if any. */
    public Optional<Outage> outage() {
        var current = outage;
        return current == null || current.isOver(now()) ? Optional.empty() : Optional.of(current);
    }

    /** From now on the bank is away, or back again with null. */
    public void goAway(@Nullable Outage next) {
        outage = next;
    }

    /** A dispute, if there is one of this name. */
    public Optional<Dispute> dispute(String disputeId) {
        return known(() -> Optional.ofNullable(state.dispute(disputeId)));
    }

    /** The merchant challenges a dispute or gives it up; what has become of it then, if there is one. */
    public Optional<Dispute> answer(String disputeId, boolean challenged) {
        return locked(() -> {
                    var dispute = state.dispute(disputeId);
                    var entries = dispute == null
                            ? List.<LedgerEntry>of()
                            : challenged
                                    ? LaterRules.challenge(state, terms, dispute, now())
                                    : LaterRules.accept(state, terms, dispute, now());
                    var durable = entries.isEmpty() ? ledger.flushed() : record(entries);
                    return new Pending<>(Optional.ofNullable(state.dispute(disputeId)), durable);
                })
                .await();
    }

    /** Finds an operation by the merchant's reference. */
    public Lookup lookUp(String merchant, String merchantReference, Predicate<Operation> wanted) {
        return known(() -> state.lookUp(merchant, merchantReference, wanted));
    }

    /** Finds a payment by the bank's reference. */
    public Optional<Payment> payment(String pspReference) {
        return known(() -> Optional.ofNullable(state.payment(pspReference)));
    }

    /** How many entries the ledger has. */
    public long entries() {
        return known(state::lastSeq);
    }

    /** Counts and sums; those per merchant are at hand, others take a walk through the ledger. */
    public List<Totals.Row> totals(Totals.Grouping grouping) throws IOException {
        if (grouping == Totals.Grouping.MERCHANT) {
            return known(state::totals);
        }
        var totals = new Totals(grouping);
        ledger.forEach(totals::add);
        return totals.rows();
    }

    /** Writes the ledger from a byte on as lines of JSON; whoever has read so many bytes goes on there. */
    public void copyLedgerTo(OutputStream out, long from) throws IOException {
        ledger.copyTo(out, from);
    }

    /** Gives every entry of the ledger to a consumer. */
    public void forEachEntry(Consumer<LedgerEntry> consumer) throws IOException {
        ledger.forEach(consumer);
    }

    /** The bank's time, as precise as the ledger keeps it. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private <T> T known(Supplier<T> question) {
        return locked(() -> new Pending<>(question.get(), ledger.flushed())).await();
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        calendar.interrupt();
        ledger.close();
    }
}
