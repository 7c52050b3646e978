package io.staylog.banksimulator.bank;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the merchant is still to be told. Folded from the ledger, so a restart forgets nothing. */
public final class Outbox {
    private final TreeMap<Long, LedgerEntry.Noticed> notices = new TreeMap<>();
    private final Map<Long, Set<String>> taken = new HashMap<>();

    void add(LedgerEntry.Noticed noticed) {
        notices.put(noticed.seq(), noticed);
    }

    void remove(LedgerEntry.Delivered delivered) {
        if (delivered.done()) {
            notices.remove(delivered.notice());
            taken.remove(delivered.notice());
        } else {
            taken.computeIfAbsent(delivered.notice(), _ -> new HashSet<>()).add(delivered.url());
        }
    }

    /** All of it, oldest first. */
    public List<LedgerEntry.Noticed> notices() {
        return new ArrayList<>(notices.values());
    }

    /** Where this notice has been taken already. */
    public Set<String> taken(LedgerEntry.Noticed noticed) {
        return Set.copyOf(taken.getOrDefault(noticed.seq(), Set.of()));
    }
}
