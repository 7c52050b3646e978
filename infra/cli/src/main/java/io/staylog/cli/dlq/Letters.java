package io.staylog.cli.dlq;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.LogReader;
import io.staylog.cli.client.LogRecord;
import io.staylog.cli.terminal.Failure;
import io.staylog.deadletters.LetterId;
import io.staylog.schemas.Topics;
import java.util.ArrayList;
import java.util.List;

/** Finds single letters. */
final class Letters {
    private Letters() {}

    /** The letter of that name, from the dead-letter topic that its name tells. */
    static Entry find(KafkaClients clients, String name, String group) {
        var topics = LetterId.parse(name)
                .flatMap(id -> Topics.named(id.topic()))
                .map(List::of)
                .orElseGet(Topics::all);
        return LetterBook.read(clients, topics).named(name, group);
    }

    /** Its bytes, read once more from where they are kept. */
    static LogRecord record(LogReader reader, Entry entry) {
        var found = new ArrayList<LogRecord>();
        reader.read(entry.at(), entry.offset(), entry.offset() + 1, found::add);
        if (found.isEmpty()) {
            throw Failure.failed("the bytes of " + entry.letter().letter()
                    + " are gone: somebody has deleted records of " + entry.at().topic());
        }
        return found.getFirst();
    }

    /** What a person can do about it. */
    static String next(Entry entry) {
        var id = entry.letter().letter();
        if (!entry.isOpen()) {
            return "nothing: it is dealt with";
        }
        if (entry.isWaiting()) {
            return "deal with " + entry.letter().behind() + " first; this is then decided by itself";
        }
        return switch (entry.remedy()) {
            case "rebuild" ->
                "mend " + entry.letter().group() + " and rebuild its rows from the log, or: staylog dlq discard " + id
                        + " --reason …";
            case "rewrite" ->
                "it may name a person, so the letter has nothing of it; write the profile again, or a tombstone under its"
                        + " key on guest.profiles, then: staylog dlq discard " + id + " --reason …";
            case "resend" ->
                "write it again, corrected, with: staylog events publish; then: staylog dlq discard " + id
                        + " --reason …";
            case "deadline" ->
                "nothing has to be repeated: the payment's own deadline asks the bank; then: staylog dlq discard " + id
                        + " --reason …";
            case null, default ->
                "staylog dlq retry " + id + " once the program is mended, staylog dlq edit " + id
                        + " if the record is wrong, or staylog dlq discard " + id + " --reason …";
        };
    }
}
