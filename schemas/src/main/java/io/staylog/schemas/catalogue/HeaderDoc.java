package io.staylog.schemas.catalogue;

import io.staylog.schemas.EventHeaders;
import java.util.List;

/**
 * One header of a record, in words.
 *
 * @param name as it is on the record
 * @param doc what it says
 * @param example a value
 */
record HeaderDoc(String name, String doc, String example) {
    /** A trace that the examples share. */
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    /** What every record of ours carries; readers rely on none of them. */
    static List<HeaderDoc> ofEveryRecord() {
        return List.of(
                new HeaderDoc(EventHeaders.SPEC_VERSION, "Version of CloudEvents, always 1.0.", "1.0"),
                new HeaderDoc(
                        EventHeaders.ID,
                        "Unique per source. Of an event it is derived from the record that led to it:"
                                + " topic/partition/offset/index, so a repeat has the same one.",
                        "booking.requests/3/17/0"),
                new HeaderDoc(
                        EventHeaders.TYPE, "Full name of the Avro record.", "io.staylog.schemas.booking.BookingHeld"),
                new HeaderDoc(
                        EventHeaders.SOURCE,
                        "Which program wrote the record. On a topic of events it is the sign of the one service that"
                                + " writes there, and readers do not take a record for true without it.",
                        "booking-service"),
                new HeaderDoc(EventHeaders.TIME, "When it was written, RFC 3339.", "2027-05-01T12:00:00Z"),
                new HeaderDoc(EventHeaders.SUBJECT, "What it is about: the record's key.", "rio"),
                new HeaderDoc(EventHeaders.CONTENT_TYPE, "Always application/avro.", "application/avro"),
                new HeaderDoc(
                        EventHeaders.TRACE_PARENT,
                        "W3C trace context, carried on from a request to everything that follows from it.",
                        TRACE));
    }

    /** What only some records carry; the first is of those that another record led to. */
    static List<HeaderDoc> ofSomeRecords() {
        return List.of(
                new HeaderDoc(
                        EventHeaders.CAUSE,
                        "The ce_id of the record that led to this one, or its topic/partition/offset where it had none.",
                        "01a21402-9d73-7f79-a98b-435605aac88d"),
                new HeaderDoc(
                        "staylog_forwarded_from",
                        "Where the record was first, as partition/offset: its producer had put the key on another partition"
                                + " than Java's partitioner does, and the service moved it.",
                        "5/41"),
                new HeaderDoc(
                        "staylog_after",
                        "Of a request for a document: what must have been read of the log before it is made, as"
                                + " topic=partition:nextOffset,...;...",
                        "booking.events=0:18,3:4711;payment.events=3:912"));
    }

    /** What a dead letter carries besides the headers that it came with. */
    static List<HeaderDoc> ofDeadLetters() {
        return List.of(
                dead("reason", "Stable code of the reason.", "undecodable"),
                dead("message", "The reason in one sentence for a person.", "the payload ends before the record does"),
                dead("topic", "The topic that the record came in on.", "booking.requests"),
                dead("partition", "The partition that it came in on.", "3"),
                dead("offset", "Its offset there.", "17"),
                dead("timestamp", "Its timestamp there, in milliseconds since 1970-01-01T00:00Z.", "1809259200000"),
                dead("group", "The consumer group that put it aside.", "booking-service"),
                dead("number", "Its number among the letters of its group and partition number, of all topics.", "7"),
                dead("schema_id", "The id of the schema in its value, where it has one.", "42"),
                dead(
                        "digest",
                        "Where the program failed: a digest of its stack, the same for the same fault.",
                        "6f1d9c02"),
                dead(
                        "subject",
                        "What of its key it is about, where that could be read.",
                        "aebca423-0f19-4ae1-99d5-6a1f2c3b4d5e"),
                dead("behind", "The letter that it waits for, where it builds on one.", "booking.requests/3/12"),
                dead("illegible", "Only where the record could not be read.", "true"),
                dead("bytes", "Only where the record was too large and was cut: bytes of the whole value.", "2097152"),
                dead(
                        "sha256",
                        "Only where the record was cut: SHA-256 of the whole value, in hex, by which the one in the input is"
                                + " known again.",
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
                dead("remedy", "How else than by a retry the letter is dealt with.", "rebuild"));
    }

    /** What a record about a dead letter carries: what a person wants done with it, and what became of it. */
    static List<HeaderDoc> ofOrdersAndMarks() {
        return List.of(
                dead("order", "What a person wants done with a letter.", "retry"),
                dead("mark", "What became of a letter.", "decided"),
                dead("letter", "The letter that it is about, as topic/partition/offset.", "booking.requests/3/17"),
                dead("by", "Who gave the order.", "anna"),
                dead("because", "What the mark follows from.", "booking.requests.dead/3/5"));
    }

    private static HeaderDoc dead(String name, String doc, String example) {
        return new HeaderDoc("staylog_dead_" + name, doc, example);
    }
}
