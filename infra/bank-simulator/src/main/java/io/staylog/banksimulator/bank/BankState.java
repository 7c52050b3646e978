package io.staylog.banksimulator.bank;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that the bank knows: the fold of its ledger, and which calls are open right now. Only for one thread at a time. */
public final class BankState {

    /** What the bank remembers of an idempotency key. */
    static final class Memory {
        private boolean claimed;
        private long fingerprint;
        private @Nullable Executed executed;
        private int calls;

        /** How many calls used the key. */
        int calls() {
            return calls;
        }

        /** What was executed under the key, or null. */
        @Nullable
        Executed executed() {
            return executed;
        }

        boolean belongsToAnother(long body) {
            return claimed && fingerprint != body;
        }
    }

    /** What a merchant calls an operation; another merchant may call another one the same. */
    private record Name(String merchant, String merchantReference) {
        static Name of(LedgerEntry.Subject subject) {
            return new Name(subject.merchant(), subject.merchantReference());
        }
    }

    private static final Comparator<Executed> MOST_TELLING = Comparator.comparingInt(BankState::weight);

    private final Map<String, Memory> keys = new HashMap<>();
    private final Map<String, Payment> payments = new HashMap<>();
    private final Map<Name, List<Executed>> byName = new HashMap<>();
    private final Set<Name> unknowable = new HashSet<>();
    private final Map<String, String> strings = new HashMap<>();
    private final Totals totals = new Totals(Totals.Grouping.MERCHANT);
    // Not in the ledger: a crash ends an open call without effect.
    private final Map<String, BankCall> open = new HashMap<>();
    private long lastSeq;

    /** Takes the next ledger entry in. */
    public void evolve(LedgerEntry entry) {
        lastSeq = entry.seq();
        totals.add(entry);
        switch (entry) {
            case LedgerEntry.Called call -> evolve(call);
            case LedgerEntry.Moved effect -> evolve(effect);
        }
    }

    private void evolve(LedgerEntry.Called call) {
        var memory = keys.computeIfAbsent(call.subject().key(), _ -> new Memory());
        memory.calls++;
        if (!memory.claimed && !call.outcome().code().equals(Refusal.IDEMPOTENCY_KEY_REUSED.code())) {
            memory.claimed = true;
            memory.fingerprint = call.fingerprint();
        }
        if (call.outcome().result() == LedgerEntry.Result.UNKNOWABLE) {
            unknowable.add(Name.of(call.subject()));
        }
        var subject = shared(call.subject());
        var executed = Executed.of(call, subject);
        if (executed != null) {
            memory.executed = executed;
            byName.merge(Name.of(subject), List.of(executed), BankState::joined);
        }
    }

    private void evolve(LedgerEntry.Moved effect) {
        var subject = shared(effect.subject());
        var reference = subject.pspReference();
        if (reference == null) {
            return; // No rule writes such an effect, and folding must not fail.
        }
        var expiresAt = effect.expiresAt();
        if (effect.effect() == LedgerEntry.Effect.AUTHORIZED && expiresAt != null) {
            payments.put(reference, Payment.authorized(subject, reference, effect.amountMinor(), expiresAt));
        } else {
            payments.computeIfPresent(reference, (_, payment) -> payment.evolve(effect));
        }
    }

    // Entries that come from a file bring their own copies of strings; sharing them halves the memory.
    private LedgerEntry.Subject shared(LedgerEntry.Subject subject) {
        var memory = keys.get(subject.key());
        var executed = memory == null ? null : memory.executed;
        return new LedgerEntry.Subject(
                subject.operation(),
                subject.key(),
                same(subject.merchantReference(), executed == null ? subject.key() : executed.merchantReference()),
                executed == null ? subject.pspReference() : same(subject.pspReference(), executed.pspReference()),
                shared(subject.currency()),
                shared(subject.merchant()),
                shared(subject.token()));
    }

    private String shared(String oneOfFew) {
        return strings.computeIfAbsent(oneOfFew, it -> it);
    }

    private static <T extends @Nullable String> T same(T value, T held) {
        return Objects.equals(value, held) ? held : value;
    }

    private static List<Executed> joined(List<Executed> earlier, List<Executed> later) {
        var all = new ArrayList<>(earlier);
        all.addAll(later);
        return List.copyOf(all);
    }

    /** The position of the newest entry. */
    public long lastSeq() {
        return lastSeq;
    }

    /** Sums per merchant. */
    public List<Totals.Row> totals() {
        return totals.rows();
    }

    /** Marks a call as being executed for a while. */
    public void open(BankCall call) {
        open.put(call.key(), call);
    }

    /** Ends {@link #open}. */
    public void close(BankCall call) {
        open.remove(call.key());
    }

    /** The open call with this key, or null. */
    @Nullable
    BankCall openCall(String key) {
        return open.get(key);
    }

    /** What is known of a key, or null. */
    @Nullable
    Memory memory(String key) {
        return keys.get(key);
    }

    /** The payment with this reference, or null. */
    public @Nullable Payment payment(@Nullable String pspReference) {
        return pspReference == null ? null : payments.get(pspReference);
    }

    /**
     * Finds an operation by the merchant's reference; those of other merchants are none of his business.
     *
     * <p>With several, an approved one wins over the rest and a newer one over an older: a caller who used a reference
     * twice must not be told "declined" while money moved.
     */
    public Lookup lookUp(String merchant, String merchantReference, Predicate<Operation> wanted) {
        var name = new Name(merchant, merchantReference);
        if (unknowable.contains(name)) {
            return new Lookup.Unknowable();
        }
        if (open.values().stream().anyMatch(call -> isAbout(call, name, wanted))) {
            return new Lookup.InProgress();
        }
        var found = byName.getOrDefault(name, List.of()).stream()
                .filter(it -> wanted.test(it.operation()))
                .toList();
        return found.reversed().stream()
                .max(MOST_TELLING)
                .<Lookup>map(it -> new Lookup.Found(it, payment(it.pspReference()), found.size()))
                .orElseGet(Lookup.NotFound::new);
    }

    private boolean isAbout(BankCall call, Name name, Predicate<Operation> wanted) {
        var of = payment(BankRules.pspReference(call.instruction()));
        var merchant = of == null ? call.merchant() : of.merchant();
        return new Name(merchant, call.merchantReference()).equals(name)
                && wanted.test(call.instruction().operation());
    }

    private static int weight(Executed executed) {
        return switch (executed.verdict()) {
            case Verdict.Approved _ -> 2;
            case Verdict.Declined _ -> 1;
            case Verdict.Refused _ -> 0;
        };
    }
}
