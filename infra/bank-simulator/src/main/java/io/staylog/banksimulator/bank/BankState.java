package io.staylog.banksimulator.bank;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that the bank knows: the fold of its ledger, and which calls are open right now. Only for one thread at a time. */
public final class BankState {

    /** What a merchant calls an operation; another merchant may call another one the same. */
    private record Name(String merchant, String merchantReference) {
        static Name of(LedgerEntry.Subject subject) {
            return new Name(subject.merchant(), subject.merchantReference());
        }
    }

    /** What is declined a number of times: an operation of a merchant's payment with a token. */
    private record Declined(Operation operation, String merchant, String payment, String token) {
        static Declined of(LedgerEntry.Subject subject) {
            return new Declined(
                    subject.operation(),
                    subject.merchant(),
                    Totals.prefix(subject.merchantReference()),
                    subject.token());
        }
    }

    private static final int OPEN_WEIGHT = 2;
    private static final Comparator<Executed> MOST_TELLING = Comparator.comparingInt(BankState::weight);

    private final Map<String, Memory> keys = new HashMap<>();
    private final Map<String, Payment> payments = new HashMap<>();
    private final Map<String, Dispute> disputes = new HashMap<>();
    private final Map<Name, List<Executed>> byName = new HashMap<>();
    private final Map<Declined, Integer> declines = new HashMap<>();
    private final Set<Name> unknowable = new HashSet<>();
    private final Map<String, Long> disturbed = new TreeMap<>();
    private final Map<String, String> strings = new HashMap<>();
    private final Totals totals = new Totals(Totals.Grouping.MERCHANT);
    private final Agenda agenda = new Agenda();
    private final Outbox outbox = new Outbox();
    // Not in the ledger: a crash ends an open call without effect.
    private final Map<String, BankCall> open = new HashMap<>();
    private long lastSeq;

    /** Takes the next ledger entry in. */
    public void evolve(LedgerEntry entry) {
        lastSeq = entry.seq();
        totals.add(entry);
        switch (entry) {
            case LedgerEntry.Called call -> evolve(call);
            case LedgerEntry.Happened event -> evolve(event);
            case LedgerEntry.Moved effect -> evolve(effect);
            case LedgerEntry.Planned planned -> evolve(planned.plan());
            case LedgerEntry.Noticed noticed -> outbox.add(noticed);
            case LedgerEntry.Delivered delivered -> outbox.remove(delivered);
        }
    }

    private void evolve(LedgerEntry.Called call) {
        var memory = keys.computeIfAbsent(call.subject().key(), _ -> new Memory());
        memory.count(call);
        if (Trouble.Kind.of(call.fault()).isPresent()) {
            disturbed.merge(call.fault(), 1L, Long::sum);
        }
        if (call.outcome().result() == LedgerEntry.Result.UNKNOWABLE) {
            unknowable.add(Name.of(call.subject()));
        }
        var subject = shared(call.subject());
        var executed = Executed.of(call, subject);
        if (executed != null) {
            memory.executed(executed);
            byName.merge(Name.of(subject), List.of(executed), BankState::joined);
        }
        if (call.outcome().result() == LedgerEntry.Result.DECLINED
                && Token.fault(subject.token(), subject.operation()) instanceof Fault.DeclineFirst) {
            declines.merge(Declined.of(subject), 1, Integer::sum);
        }
    }

    private void evolve(LedgerEntry.Happened event) {
        agenda.remove(event);
        var reference = event.subject().pspReference();
        if (reference != null) {
            payments.computeIfPresent(reference, (_, payment) -> payment.evolve(event));
        }
        switch (event.what()) {
            case ACTION_COMPLETED, REFUND_SUCCEEDED -> settle(event, new Verdict.Approved());
            case ACTION_FAILED, REFUND_FAILED, CAPTURE_FAILED -> settle(event, new Verdict.Declined(event.code()));
            case DISPUTE_OPENED -> open(event);
            case DISPUTE_CHALLENGED, DISPUTE_WON, DISPUTE_LOST ->
                disputes.computeIfPresent(disputeId(event), (_, it) -> it.evolve(event));
            case KEYS_FORGOTTEN -> forget(event.subject().key());
            case PLAN_DROPPED -> {}
            case AUTHORIZATION_EXPIRED -> {} // Time says so anyway; the event is for those who are told.
        }
    }

    private void forget(String key) {
        if (key.isEmpty()) {
            keys.values().forEach(Memory::forget);
        } else if (keys.containsKey(key)) {
            keys.get(key).forget();
        }
    }

    private void settle(LedgerEntry.Happened event, Verdict verdict) {
        var before = begun(event.subject(), event.what(), event.amountMinor());
        if (before == null) {
            return; // No rule settles what was never begun, and folding must not fail.
        }
        var after = before.as(verdict);
        byName.computeIfPresent(Name.of(event.subject()), (_, all) -> replaced(all, before, after));
        var memory = keys.get(event.subject().key());
        if (memory != null && before.equals(memory.executed())) { // It may have been forgotten meanwhile.
            memory.executed(after);
        }
    }

    /** The operation that waits for this, or null. */
    @Nullable
    Executed begun(LedgerEntry.Subject subject, Happening what, long amountMinor) {
        boolean whole = what != Happening.CAPTURE_FAILED; // What has gone back already does not fail.
        return byName.getOrDefault(Name.of(subject), List.of()).stream()
                .filter(it -> it.operation() == subject.operation()
                        && Objects.equals(it.pspReference(), subject.pspReference())
                        && (!whole || it.amountMinor() == amountMinor)
                        && (whole ? weight(it) == OPEN_WEIGHT : it.verdict() instanceof Verdict.Approved))
                .findFirst()
                .orElse(null);
    }

    private static List<Executed> replaced(List<Executed> all, Executed before, Executed after) {
        var changed = new ArrayList<>(all);
        changed.set(changed.indexOf(before), after); // Of equal ones any will do.
        return List.copyOf(changed);
    }

    private void open(LedgerEntry.Happened event) {
        var until = Objects.requireNonNullElse(event.until(), event.time());
        disputes.put(
                disputeId(event),
                new Dispute(
                        disputeId(event),
                        shared(event.subject()),
                        event.amountMinor(),
                        event.time(),
                        until,
                        Dispute.State.OPEN,
                        null));
    }

    private static String disputeId(LedgerEntry.Happened event) {
        return Objects.requireNonNullElse(event.disputeId(), "");
    }

    private void evolve(Plan plan) {
        var held = new Plan(plan.what(), plan.dueAt(), shared(plan.subject()), plan.amountMinor(), plan.disputeId());
        agenda.add(held);
        if (held.disputeId() != null) {
            disputes.computeIfPresent(held.disputeId(), (_, it) -> it.evolve(held));
        }
        if (held.subject().pspReference() != null) {
            payments.computeIfPresent(held.subject().pspReference(), (_, it) -> it.evolve(held));
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
            if (effect.amountMinor() > 0) { // A card that was only verified has nothing that could end.
                agenda.addExpiry(reference, expiresAt);
            }
            return;
        }
        var payment = payments.computeIfPresent(reference, (_, it) -> it.evolve(effect));
        if (payment != null && payment.openMinor() == 0) {
            agenda.removeExpiry(payment);
        }
    }

    // Entries that come from a file bring their own copies of strings; sharing them halves the memory.
    private LedgerEntry.Subject shared(LedgerEntry.Subject subject) {
        var memory = keys.get(subject.key());
        var executed = memory == null ? null : memory.executed();
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

    /** How many calls were disturbed, by fault. */
    public Map<String, Long> disturbed() {
        return new TreeMap<>(disturbed);
    }

    /** What the bank has to do now, or null. */
    @Nullable
    Plan duePlan(Instant now) {
        return agenda.due(now, due -> {
            var payment = Objects.requireNonNull(payments.get(due.id()), "What ends has begun");
            return new Plan(Happening.AUTHORIZATION_EXPIRED, due.at(), payment.subject(""), payment.openMinor(), null);
        });
    }

    /** What is planned for the action that the guest of this payment must take, or null. */
    @Nullable
    Plan openAction(String pspReference) {
        return agenda.action(pspReference);
    }

    /** What the merchant is still to be told. */
    public Outbox outbox() {
        return outbox;
    }

    /** When the bank will next do something by itself, or null. */
    public @Nullable Instant nextDue() {
        return agenda.next();
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

    /** How often the likes of this operation have been declined because they came too early. */
    int declines(LedgerEntry.Subject subject) {
        return declines.getOrDefault(Declined.of(subject), 0);
    }

    /** The payment with this reference, or null. */
    public @Nullable Payment payment(@Nullable String pspReference) {
        return pspReference == null ? null : payments.get(pspReference);
    }

    /** The dispute of this name, or null. */
    public @Nullable Dispute dispute(String disputeId) {
        return disputes.get(disputeId);
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
        var of = payment(call.instruction().pspReference());
        var merchant = of == null ? call.merchant() : of.merchant();
        return new Name(merchant, call.merchantReference()).equals(name)
                && wanted.test(call.instruction().operation());
    }

    private static int weight(Executed executed) {
        return switch (executed.verdict()) {
            case Verdict.Approved _ -> 3;
            case Verdict.ActionRequired _, Verdict.Pending _ -> OPEN_WEIGHT;
            case Verdict.Declined _ -> 1;
            case Verdict.Refused _ -> 0;
        };
    }
}
