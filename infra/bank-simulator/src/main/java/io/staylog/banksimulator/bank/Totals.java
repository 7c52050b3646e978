package io.staylog.banksimulator.bank;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts and sums over ledger entries, per group and currency. */
public final class Totals {

    /** By what to group. */
    public enum Grouping {
        /** One row per currency. */
        ALL,
        /** The merchant that the calls named: the hotel. */
        MERCHANT,
        /** The merchant's reference up to the first colon. */
        REFERENCE;

        /** The grouping with this name; "hotel" is what Staylog calls a merchant. */
        public static Optional<Grouping> of(String name) {
            return name.equals("hotel")
                    ? Optional.of(MERCHANT)
                    : Arrays.stream(values())
                            .filter(it -> it.code().equals(name))
                            .findFirst();
        }

        /** The name in the protocol. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String group(LedgerEntry.Subject subject) {
            return switch (this) {
                case ALL -> "all";
                case MERCHANT -> subject.merchant();
                case REFERENCE -> prefix(subject.merchantReference());
            };
        }
    }

    /** What comes before the first colon: with Staylog, the payment. */
    static String prefix(String reference) {
        int colon = reference.indexOf(':');
        return colon < 0 ? reference : reference.substring(0, colon);
    }

    /** How often, and how much. */
    public record Sum(long count, long minor) {
        static final Sum NOTHING = new Sum(0, 0);

        Sum plus(long amountMinor) {
            return new Sum(count + 1, minor + amountMinor);
        }
    }

    /**
     * The sums of one group in one currency.
     *
     * @param repeatedKeys keys that were used more than once
     * @param repeatedCalls calls beyond the first one with their key
     * @param unanswered calls that got no answer
     * @param disturbed calls that a script of faults disturbed
     */
    public record Row(
            String group,
            String currency,
            long calls,
            long repeatedKeys,
            long repeatedCalls,
            long unanswered,
            long declined,
            long disturbed,
            Map<LedgerEntry.Effect, Sum> moved) {
        /** Keeps the order in which the protocol names what moved. */
        public Row {
            moved = Collections.unmodifiableMap(new EnumMap<>(moved));
        }
    }

    private record Key(String group, String currency) {}

    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::group).thenComparing(Key::currency);

    private final Grouping grouping;
    private final Map<Key, Tally> tallies = new TreeMap<>(ORDER);

    /** No entries yet. */
    public Totals(Grouping grouping) {
        this.grouping = grouping;
    }

    /** Counts one more entry. */
    public void add(LedgerEntry entry) {
        switch (entry) {
            case LedgerEntry.Called call -> tally(call).add(call);
            case LedgerEntry.Moved effect -> tally(effect).add(effect);
            case LedgerEntry.Happened _, LedgerEntry.Planned _ -> {} // What comes of them is an effect.
            case LedgerEntry.Noticed _, LedgerEntry.Delivered _ -> {} // Words move nothing.
        }
    }

    private Tally tally(LedgerEntry entry) {
        var subject = entry.subject();
        var key = new Key(grouping.group(subject), subject.currency());
        return tallies.computeIfAbsent(key, _ -> new Tally());
    }

    /** The sums so far, ordered by group and currency. */
    public List<Row> rows() {
        return tallies.entrySet().stream()
                .map(it -> it.getValue().row(it.getKey()))
                .toList();
    }

    private static final class Tally {
        private long calls;
        private long repeatedKeys;
        private long repeatedCalls;
        private long unanswered;
        private long declined;
        private long disturbed;
        private final Map<LedgerEntry.Effect, Sum> moved = new EnumMap<>(LedgerEntry.Effect.class);

        Tally() {
            for (var effect : LedgerEntry.Effect.values()) {
                moved.put(effect, Sum.NOTHING);
            }
        }

        void add(LedgerEntry.Moved effect) {
            moved.computeIfPresent(effect.effect(), (_, sum) -> sum.plus(effect.amountMinor()));
        }

        void add(LedgerEntry.Called call) {
            calls++;
            repeatedKeys += call.attempt() == 2 ? 1 : 0;
            repeatedCalls += call.attempt() > 1 ? 1 : 0;
            unanswered += call.outcome().answered() ? 0 : 1;
            declined += call.outcome().result() == LedgerEntry.Result.DECLINED ? 1 : 0;
            disturbed += Trouble.Kind.of(call.fault()).isPresent() ? 1 : 0;
        }

        Row row(Key key) {
            return new Row(
                    key.group(),
                    key.currency(),
                    calls,
                    repeatedKeys,
                    repeatedCalls,
                    unanswered,
                    declined,
                    disturbed,
                    moved);
        }
    }
}
