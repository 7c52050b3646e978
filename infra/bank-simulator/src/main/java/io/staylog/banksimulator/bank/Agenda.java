package io.staylog.banksimulator.bank;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the bank is going to do, soonest first. Folded from the ledger, so a restart forgets nothing. */
final class Agenda {
    private final TreeMap<Plan.Due, Plan> plans = new TreeMap<>();
    // Every open authorisation has one, so it is no more than it has to be.
    private final TreeSet<Plan.Due> expiries = new TreeSet<>();
    private final Map<String, Plan> actions = new HashMap<>();

    void add(Plan plan) {
        plans.put(plan.due(), plan);
        var reference = plan.subject().pspReference();
        if (isAction(plan.what()) && reference != null) {
            actions.put(reference, plan);
        }
    }

    /** An authorisation ends then, unless something comes between. */
    void addExpiry(String pspReference, Instant expiresAt) {
        expiries.add(new Plan.Due(expiresAt, pspReference));
    }

    /** Takes away what has been done, or what something else has come in place of. */
    void remove(LedgerEntry.Happened event) {
        var reference = event.subject().pspReference();
        if (isAction(event.what()) && reference != null) {
            actions.remove(reference);
        }
        if (event.dueAt() != null) {
            var due = new Plan.Due(event.dueAt(), Plan.id(planned(event), event.subject(), disputeId(event)));
            plans.remove(due);
            expiries.remove(due);
        }
    }

    private static Happening planned(LedgerEntry.Happened event) {
        return event.what() == Happening.PLAN_DROPPED
                ? Happening.of(event.code()).orElse(event.what())
                : event.what();
    }

    // The plan to open a dispute was made before the dispute had a name.
    private static @Nullable String disputeId(LedgerEntry.Happened event) {
        return event.what() == Happening.DISPUTE_OPENED ? null : event.disputeId();
    }

    void removeExpiry(Payment payment) {
        expiries.remove(new Plan.Due(payment.expiresAt(), payment.pspReference()));
    }

    /**
     * The plan that is due, or null.
     *
     * @param expiry makes a plan of the end of an authorisation
     */
    @Nullable
    Plan due(Instant now, Function<Plan.Due, Plan> expiry) {
        var next = nextDue();
        if (next == null || next.at().isAfter(now)) {
            return null;
        }
        var plan = plans.get(next);
        return plan == null ? expiry.apply(next) : plan;
    }

    /** When the next plan is due, or null. */
    @Nullable
    Instant next() {
        var next = nextDue();
        return next == null ? null : next.at();
    }

    private Plan.@Nullable Due nextDue() {
        if (plans.isEmpty() || expiries.isEmpty()) {
            return plans.isEmpty() ? (expiries.isEmpty() ? null : expiries.first()) : plans.firstKey();
        }
        return plans.firstKey().compareTo(expiries.first()) < 0 ? plans.firstKey() : expiries.first();
    }

    /** What is planned for the action that the guest of this payment must take, or null. */
    @Nullable
    Plan action(String pspReference) {
        return actions.get(pspReference);
    }

    private static boolean isAction(Happening what) {
        return what == Happening.ACTION_COMPLETED || what == Happening.ACTION_FAILED;
    }
}
