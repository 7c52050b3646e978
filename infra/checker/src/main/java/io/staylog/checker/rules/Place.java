package io.staylog.checker.rules;

/** Where a record stands: on a topic, or, with {@link #LEDGER}, at a number in the bank's ledger. */
public record Place(String topic, int partition, long offset) {
    /** Stands for a topic where a place is in the bank's ledger. */
    public static final String LEDGER = "bank-ledger";

    /** A line of the bank's ledger, by its number. */
    public static Place ledger(long seq) {
        return new Place(LEDGER, 0, seq);
    }

    /** As {@code staylog events} takes it: {@code topic/partition/offset}. */
    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }
}
