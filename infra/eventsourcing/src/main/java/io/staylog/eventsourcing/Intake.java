package io.staylog.eventsourcing;

import io.staylog.deadletters.DeadRecord.Letter;
import io.staylog.deadletters.DeadRecord.Why;
import io.staylog.deadletters.LetterId;
import io.staylog.eventsourcing.OpenLetters.Open;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Takes in the records of the inputs, one by one: each is decided, sent on, skipped, or put aside. */
final class Intake<S, C, E> {
    private final String group;
    private final Wire<C, E> wire;
    private final Rules<S, C, E> rules;
    private final Strays strays;
    private final LetterDesk<S, C, E> desk;

    Intake(String group, Wire<C, E> wire, Rules<S, C, E> rules, Strays strays, LetterDesk<S, C, E> desk) {
        this.group = group;
        this.wire = wire;
        this.rules = rules;
        this.strays = strays;
        this.desk = desk;
    }

    /** Lets the records of each input be looked at as a whole, outside of any transaction. */
    void prepare(List<Iterable<ConsumerRecord<byte[], byte[]>>> batches) {
        batches.forEach(wire::prepare);
    }

    /**
     * Takes in one record.
     *
     * @throws RetriableException if it cannot be read now; nothing has changed
     */
    void take(ConsumerRecord<byte[], byte[]> record, OwnedPartition<S, C, E> partition, Batch batch) {
        switch (strays.placeOf(record)) {
            case Strays.Place.Here(var key) -> takeHere(record, key, partition, batch);
            case Strays.Place.Elsewhere(int home) -> {
                batch.tally.takenIn(record);
                strays.forward(record, home);
                batch.tally.forwarded(record);
            }
            case Strays.Place.Nowhere(var why) -> {
                batch.tally.takenIn(record);
                putAside(record, null, why, partition, batch);
            }
        }
    }

    private void takeHere(
            ConsumerRecord<byte[], byte[]> record, String key, OwnedPartition<S, C, E> partition, Batch batch) {
        var reading = Reading.of(record, wire);
        if (reading instanceof Reading.Understood<C>) {
            desk.requireParkedReadable(key, partition);
        }
        switch (reading) {
            case Reading.OfNoRule<C>(var type) -> batch.tally.skipped(record, type);
            case Reading.Unreadable<C>(var why) -> putAside(record, null, why, partition, batch);
            case Reading.Understood<C>(var command) -> decideOrPark(record, key, command, partition, batch);
        }
        // Only now, so that what has to be read once more is not counted twice.
        batch.tally.takenIn(record);
    }

    private void decideOrPark(
            ConsumerRecord<byte[], byte[]> record,
            String key,
            C command,
            OwnedPartition<S, C, E> partition,
            Batch batch) {
        // Nearly always there is no letter, and then nothing is to be found out about the command but what follows from
        // it.
        boolean isClear = partition.letters().isEmpty();
        @Nullable String subject = null;
        @Nullable LetterId blocker = null;
        try {
            if (!isClear) {
                subject = rules.subject(command, partition);
                blocker = rules.blockerOf(key, command, partition);
            }
            if (blocker == null) {
                int events = rules.decide(partition, command, Rules.Cause.of(record, key), batch.now);
                batch.tally.decided(record, events);
            }
        } catch (Rules.UndecidableException e) {
            putAside(record, isClear ? subjectOrNone(command, partition) : subject, e.why(record), partition, batch);
            return;
        }
        if (blocker != null) {
            park(record, key, subject, blocker, partition, batch);
        } else if (!isClear) {
            desk.free(key, subject, Reading.idOf(record).toString(), partition, batch);
        }
    }

    /** Of a command that could not be decided; the rules may not know this of it either. */
    private @Nullable String subjectOrNone(C command, OwnedPartition<S, C, E> partition) {
        try {
            return rules.subject(command, partition);
        } catch (Rules.UndecidableException e) {
            return null;
        }
    }

    private void putAside(
            ConsumerRecord<byte[], byte[]> record,
            @Nullable String subject,
            Why why,
            OwnedPartition<S, C, E> partition,
            Batch batch) {
        var id = Reading.idOf(record);
        long number = partition.letters().nextNumber();
        strays.keep(record, new Letter(group, id, why, subject, null, record.timestamp(), number));
        var key = Strays.keyText(record.key());
        partition.letters().add(new Open(id, key, subject, why.isIllegible(), record.timestamp(), null, number));
        batch.tally.dead(record, why.reason());
    }

    private void park(
            ConsumerRecord<byte[], byte[]> record,
            String key,
            @Nullable String subject,
            LetterId behind,
            OwnedPartition<S, C, E> partition,
            Batch batch) {
        if (partition.letters().isFull()) {
            var why = Why.of("too-many-parked", "it has to wait for " + behind + ", and more wait than are kept ready");
            putAside(record, subject, why, partition, batch);
            return;
        }
        var id = Reading.idOf(record);
        var why = Why.of("parked", "it waits until " + behind + " is dealt with, and is then decided by itself");
        long number = partition.letters().nextNumber();
        strays.keep(record, new Letter(group, id, why, subject, behind, record.timestamp(), number));
        partition.letters().add(new Open(id, key, subject, false, record.timestamp(), record, number));
        batch.tally.parked(record);
    }
}
