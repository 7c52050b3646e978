package io.staylog.cli.doctor;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.dlq.Entry;
import io.staylog.cli.dlq.LetterBook;
import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/** Counts the dead letters, and looks whether every record that came in is accounted for. */
final class DeadLetters {
    private final LetterBook book;
    private final Duration youngerThan;
    private final Instant young;

    private DeadLetters(LetterBook book, Duration youngerThan) {
        this.book = book;
        this.youngerThan = youngerThan;
        this.young = Instant.now().minus(youngerThan);
    }

    /** One line per topic, and one per input of each group. */
    static List<Symptom> look(KafkaClients clients, Duration youngerThan) {
        var symptoms = new ArrayList<Symptom>();
        try {
            // First the accounts: what they count by now is in the dead letters by then.
            var accounts = Accounts.read(clients);
            var book = LetterBook.read(clients, Topics.all());
            var letters = new DeadLetters(book, youngerThan);
            Topics.all().forEach(topic -> symptoms.add(letters.symptom(topic)));
            symptoms.addAll(accounts.symptoms(book));
        } catch (Failure | KafkaException e) {
            symptoms.add(Symptom.unreachable(
                    "dead letters", "they cannot be counted: " + e.getMessage(), "see the lines above"));
        }
        return symptoms;
    }

    private Symptom symptom(Topic topic) {
        var name = topic.dead();
        if (!book.exists(topic)) {
            return Symptom.wrong(name, "the topic does not exist", "create it with: staylog topics create");
        }
        var letters = book.entries().stream()
                .filter(entry -> entry.at().topic().equals(name))
                .toList();
        int nameless = book.nameless(topic);
        if (nameless > 0) {
            return Symptom.wrong(
                    name,
                    nameless + (nameless == 1 ? " record has" : " records have") + " not the form of a dead letter",
                    "see who else writes there: staylog events tail --topic " + name);
        }
        return letters.isEmpty() ? Symptom.ok(name, "no dead letter") : symptom(topic, letters);
    }

    private Symptom symptom(Topic topic, List<Entry> letters) {
        var open = letters.stream().filter(Entry::isOpen).toList();
        long waiting = open.stream().filter(Entry::isWaiting).count();
        long ofLate =
                open.stream().filter(entry -> !entry.keptAt().isBefore(young)).count();
        var told = (book.isCut(topic) ? "more than " : "") + count(letters.size()) + ", " + open.size() + " open"
                + (waiting == 0 ? "" : " (" + waiting + " of them only wait for another)");
        if (open.isEmpty()) {
            return Symptom.ok(topic.dead(), told);
        }
        var newest =
                open.stream().map(Entry::keptAt).max(Comparator.naturalOrder()).orElseThrow();
        told += ", " + ofLate + " of the last " + youngerThan.toDays() + " days, the newest of " + newest;
        return ofLate == 0
                ? Symptom.ok(topic.dead(), told)
                : Symptom.wrong(topic.dead(), told, "see: staylog dlq list --topic " + topic.name());
    }

    private static String count(int letters) {
        return letters + (letters == 1 ? " dead letter" : " dead letters");
    }
}
