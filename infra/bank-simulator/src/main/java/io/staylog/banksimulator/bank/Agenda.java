package io.staylog.banksimulator.bank;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the bank is going to do, soonest first. Folded from the ledger, so a restart forgets nothing. */
final class Agenda {
    private final TreeMap<Plan.Due, Plan> plans = new TreeMap<>();
    private final Map<String, Plan> actions = new HashMap<>();

    void add(Plan plan) {
        plans.put(plan.due(), plan);
        var reference = plan.subject().pspReference();
        if (isAction(plan.what()) && reference != null) {
            actions.put(reference, plan);
        }
    }

    /** Takes away what has been done, or what something else has come in place of. */
    void remove(LedgerEntry.Happened event) {
        var reference = event.subject().pspReference();
        if (isAction(event.what()) && reference != null) {
            actions.remove(reference);
        }
        if (event.dueAt() != null) {
            remove(new Plan.Due(event.dueAt(), Plan.id(planned(event), event.subject(), disputeId(event))));
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

    void remove(Plan.Due due) {
        plans.remove(due);
    }

    /** The plan that is due, or null. */
    @Nullable
    Plan due(Instant now) {
        return plans.isEmpty() || plans.firstKey().at().isAfter(now)
                ? null
                : plans.firstEntry().getValue();
    }

    /** When the next plan is due, or null. */
    @Nullable
    Instant next() {
        return plans.isEmpty() ? null : plans.firstKey().at();
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
