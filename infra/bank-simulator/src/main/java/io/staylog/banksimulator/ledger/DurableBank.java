package io.staylog.banksimulator.ledger;

import io.staylog.banksimulator.bank.BankCall;
import io.staylog.banksimulator.bank.BankRules;
import io.staylog.banksimulator.bank.BankState;
import io.staylog.banksimulator.bank.LedgerEntry;
import io.staylog.banksimulator.bank.Lookup;
import io.staylog.banksimulator.bank.Operation;
import io.staylog.banksimulator.bank.Payment;
import io.staylog.banksimulator.bank.Reply;
import io.staylog.banksimulator.bank.Step;
import io.staylog.banksimulator.bank.Totals;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

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

    private final ReentrantLock lock = new ReentrantLock();
    private final BankState state;
    private final LedgerFile ledger;
    private final Clock clock;

    private DurableBank(BankState state, LedgerFile ledger, Clock clock) {
        this.state = state;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Opens the bank whose ledger is in this directory, or founds it.
     *
     * @param onFailure told once if the ledger can't be written any more; the bank then answers nobody
     * @throws LedgerDamagedException if the ledger can't be read
     */
    public static DurableBank open(Path directory, LedgerLines lines, Clock clock, Consumer<IOException> onFailure)
            throws IOException {
        var state = new BankState();
        return new DurableBank(state, LedgerFile.open(directory, lines, state::evolve, onFailure), clock);
    }

    /**
     * Takes a call, and returns when its result is on disk.
     *
     * @throws InterruptedException if the bank closes meanwhile; a call that it was still holding has no effect
     */
    public Reply call(BankCall call) throws InterruptedException {
        return switch (decide(call)) {
            case Arrived.Answered it -> it.reply().await();
            case Arrived.Held it -> executeAfter(it.delay(), call);
        };
    }

    private sealed interface Arrived {
        record Answered(Pending<Reply> reply) implements Arrived {}

        record Held(Duration delay) implements Arrived {}
    }

    private Arrived decide(BankCall call) {
        return locked(() -> switch (BankRules.decide(state, call, now())) {
            case Step.Decided decided -> new Arrived.Answered(record(decided));
            case Step.Later(var delay) -> {
                state.open(call);
                yield new Arrived.Held(delay);
            }
        });
    }

    private Reply executeAfter(Duration delay, BankCall call) throws InterruptedException {
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
                    return record(BankRules.execute(state, call, now()));
                })
                .await();
    }

    private Pending<Reply> record(Step.Decided decided) {
        var durable = ledger.append(decided.entries());
        if (!durable.isCompletedExceptionally()) { // What the ledger refuses did not happen.
            decided.entries().forEach(state::evolve);
        }
        return new Pending<>(decided.reply(), durable);
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

    /** Writes the ledger as lines of JSON. */
    public void copyLedgerTo(OutputStream out) throws IOException {
        ledger.copyTo(out);
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
        ledger.close();
    }
}
