package io.staylog.schemas.catalogue;

import io.staylog.schemas.Topic;
import io.staylog.schemas.TopicUse;
import io.staylog.schemas.TopicUse.Party;
import java.util.List;
import java.util.stream.Collectors;

/** What the catalogue says in sentences, the same in both of its documents. */
final class Words {
    static final String INTRODUCTION =
            "Every topic of Staylog and every type of record on it: who writes it, who reads it, what each field means and"
                    + " what has changed from release to release.";

    /** What whoever writes or reads must know besides the fields. */
    static final List<Rule> RULES = List.of(
            new Rule(
                    "Value",
                    "Confluent's wire format. One byte 0, the schema's id in the registry as four bytes (big-endian), then"
                            + " Avro binary. Subjects are `<topic>-<full name of the record>` (TopicRecordNameStrategy); the"
                            + " registry enforces FULL_TRANSITIVE. Clients do not register schemas; a deploy does, with"
                            + " `staylog schemas register`."),
            new Rule(
                    "Key",
                    "UTF-8 text, the id of the hotel (of the guest on guest.profiles). Everything of one hotel is in one"
                            + " partition, in one order. A client whose default partitioner is not Java's may put a request"
                            + " on another partition; the service moves it to the right one."),
            new Rule(
                    "Unknown types",
                    "Several record types share a topic. A reader skips a type that it does not know, and takes a symbol that it does not know for UNKNOWN;"
                            + " both come with a newer producer and are no error."),
            new Rule(
                    "Money and time",
                    "Amounts are whole minor units of the currency beside them (12000 EUR are 120.00 euros). Dates are the"
                            + " hotel's; instants are UTC."),
            new Rule("Repeats", "A request is answered once: the same requestId again is the same request."),
            new Rule("Cards", "No field ever holds a card number. Payment cards are tokens."));

    /**
     * One thing to know.
     *
     * @param title what it is about
     * @param text in sentences
     */
    record Rule(String title, String text) {}

    static final String DEAD_LETTER =
            "The raw bytes of a record that its reader could not read or decide, with the headers that it came with and the"
                    + " reason in headers of its own. A person decides what becomes of it.";

    private Words() {}

    /** What there is to know of a topic. */
    static List<String> ofTopic(TopicUse use) {
        return List.of(
                "Key: " + use.key() + ".",
                "Who may write: " + mayWrite(use) + ".",
                "Kept: " + kept(use.topic()) + ".",
                "Timestamps: " + stamped(use.topic()) + ".",
                "Partitions: set once when the topic is created, the same number for all topics (8 by default); never"
                        + " changed afterwards, because that would move keys.",
                "What cannot be read goes to " + use.topic().dead() + ".");
    }

    static String ofDead(TopicUse use) {
        return "What a reader of " + use.topic().name() + " could not read or decide. Kept for ever.";
    }

    static String mayWrite(TopicUse use) {
        if (use.isOpen()) {
            return "anybody, over HTTP, with the command line or with any client of Kafka";
        }
        return "only " + titles(use.writers())
                + (isSigned(use) ? "; its name in the header ce_source is the sign that readers look for" : "")
                + "; access rights keep others out where they are set";
    }

    /** Readers ask whether a record is from the service that the topic is named after. */
    private static boolean isSigned(TopicUse use) {
        var name = use.topic().name();
        var owner = name.substring(0, name.indexOf('.')) + "-service";
        return use.writers().stream().anyMatch(party -> party.title().equals(owner));
    }

    static String titles(List<Party> parties) {
        return parties.isEmpty()
                ? "no service"
                : parties.stream().map(Party::title).collect(Collectors.joining(", "));
    }

    static String kept(Topic topic) {
        return switch (topic.kept()) {
            case FOR_EVER -> "for ever";
            case THIRTY_DAYS -> "30 days";
            case NEWEST_PER_KEY -> "the newest record of each key";
        };
    }

    static String stamped(Topic topic) {
        return switch (topic.stampedBy()) {
            case BROKER -> "the broker's clock";
            case WRITER -> "the writer's clock, the time of the decision";
        };
    }
}
