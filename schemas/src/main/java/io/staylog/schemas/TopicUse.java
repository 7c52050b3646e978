package io.staylog.schemas;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * Who writes and reads one topic, and what its key is. Booking- and payment-service take from it the topics that they wait for at
 * their start, and the event catalogue shows it. Who looks up a single record now and then is a reader too: it needs the right
 * to. A test holds it against the topics that each service's code names; whether one is read or written there, nothing compares.
 *
 * @param topic the topic
 * @param about what it is for, in a sentence or two
 * @param key which field the key of its records is; where it depends on the record type, the fields with {@code or} between them
 * @param writers who writes to it
 * @param readers which services read it
 */
public record TopicUse(Topic topic, String about, String key, List<Party> writers, List<Party> readers) {
    private static final String HOTEL = "hotelId";

    /** Who can be on an end of a topic. */
    public enum Party {
        /** A caller over HTTP, the command line, any client of Kafka. */
        ANYBODY("anybody"),
        /** Decides about rooms. */
        BOOKING_SERVICE("booking-service"),
        /** Decides about money. */
        PAYMENT_SERVICE("payment-service"),
        /** Tells what happened. */
        REPORTING_SERVICE("reporting-service");

        private final String title;

        Party(String title) {
            this.title = title;
        }

        /** As a person calls it; of a service also the name that it writes as. */
        public String title() {
            return title;
        }
    }

    private static final List<TopicUse> ALL = List.of(
            new TopicUse(
                    Topics.BOOKING_REQUESTS,
                    "Facts that ask: somebody wants rooms, a change, an arrival noted, a price set. Nothing here is decided"
                            + " yet; the answer is an event on booking.events.",
                    HOTEL,
                    List.of(Party.ANYBODY, Party.BOOKING_SERVICE),
                    List.of(Party.BOOKING_SERVICE, Party.REPORTING_SERVICE)),
            new TopicUse(
                    Topics.BOOKING_EVENTS,
                    "What was decided about a hotel, all record types in one order. It is the source of truth: every"
                            + " state is the fold of these events.",
                    HOTEL,
                    List.of(Party.BOOKING_SERVICE),
                    List.of(Party.BOOKING_SERVICE, Party.PAYMENT_SERVICE, Party.REPORTING_SERVICE)),
            new TopicUse(
                    Topics.PAYMENT_REQUESTS,
                    "Somebody asks for something to be done about a payment; the answer is an event on payment.events.",
                    HOTEL,
                    List.of(Party.ANYBODY),
                    List.of(Party.PAYMENT_SERVICE, Party.REPORTING_SERVICE)),
            new TopicUse(
                    Topics.PAYMENT_EVENTS,
                    "What happened to money, all payments of a hotel in one order. It is the source of truth.",
                    HOTEL,
                    List.of(Party.PAYMENT_SERVICE),
                    List.of(Party.BOOKING_SERVICE, Party.PAYMENT_SERVICE, Party.REPORTING_SERVICE)),
            new TopicUse(
                    Topics.BANK_CALLS,
                    "One instruction to the bank, written down before the bank is called. Private to payment-service.",
                    HOTEL,
                    List.of(Party.PAYMENT_SERVICE),
                    List.of(Party.PAYMENT_SERVICE)),
            new TopicUse(
                    Topics.BANK_ANSWERS,
                    "What the bank said, or that it said nothing. Only payment-service decides on it; reporting-service shows"
                            + " an answer in the story of its booking.",
                    HOTEL,
                    List.of(Party.PAYMENT_SERVICE),
                    List.of(Party.PAYMENT_SERVICE, Party.REPORTING_SERVICE)),
            new TopicUse(
                    Topics.GUEST_PROFILES,
                    "Who the guests are and whom invoices are made out to: the only personal data. The newest record of a"
                            + " key counts, and a tombstone (a record without value) erases it.",
                    "partyId or guestId",
                    List.of(Party.ANYBODY, Party.BOOKING_SERVICE),
                    List.of(Party.REPORTING_SERVICE)),
            new TopicUse(
                    Topics.REPORT_REQUESTS,
                    "Somebody asks for a document, or that a guest be forgotten, or tells what a check has found; the answer"
                            + " is an event on report.events.",
                    "hotelId or guestId",
                    List.of(Party.ANYBODY, Party.REPORTING_SERVICE),
                    List.of(Party.REPORTING_SERVICE)),
            new TopicUse(
                    Topics.REPORT_EVENTS,
                    "Which documents exist and what they stand on, who has been forgotten, what checks have found.",
                    "hotelId or guestId",
                    List.of(Party.REPORTING_SERVICE),
                    List.of(Party.REPORTING_SERVICE)));

    /** Every topic of {@link Topics}, in its order. */
    public static List<TopicUse> all() {
        return ALL;
    }

    /** The topics that a party reads or writes. */
    public static List<Topic> usedBy(Party party) {
        return topics(use -> use.readers.contains(party) || use.writers.contains(party));
    }

    /** The topics that a party writes. */
    public static List<Topic> writtenBy(Party party) {
        return topics(use -> use.writers.contains(party));
    }

    /** The topics that a party reads. */
    public static List<Topic> readBy(Party party) {
        return topics(use -> use.readers.contains(party));
    }

    private static List<Topic> topics(Predicate<TopicUse> wanted) {
        return ALL.stream().filter(wanted).map(TopicUse::topic).toList();
    }

    /** Whether anybody may write here. */
    public boolean isOpen() {
        return writers.contains(Party.ANYBODY);
    }

    /** The field of a record type that is its key here. */
    public String keyOf(Schema recordType) {
        return Stream.of(key.split(" or "))
                .filter(field -> recordType.getField(field) != null)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        recordType.getFullName() + " has none of the keys of " + topic.name() + ": " + key));
    }
}
