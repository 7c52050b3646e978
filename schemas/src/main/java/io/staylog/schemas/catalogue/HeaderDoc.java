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

    /** What a record carries that another one led to. */
    static List<HeaderDoc> ofConsequences() {
        return List.of(
                new HeaderDoc(
                        EventHeaders.CAUSE,
                        "The ce_id of the record that led to this one, or its topic/partition/offset where it had none.",
                        "01a21402-9d73-7f79-a98b-435605aac88d"),
                new HeaderDoc(
                        "staylog_forwarded_from",
                        "Where the record was first, as partition/offset: its producer had put the key on another partition"
                                + " than Java's partitioner does, and the service moved it.",
                        "5/41"));
    }

    /** What a dead letter carries besides the headers that it came with. */
    static List<HeaderDoc> ofDeadLetters() {
        return List.of(
                new HeaderDoc("staylog_dead_reason", "Stable code of the reason.", "undecodable"),
                new HeaderDoc(
                        "staylog_dead_message",
                        "The reason in one sentence for a person.",
                        "the payload ends before the record does"),
                new HeaderDoc("staylog_dead_partition", "The partition that the record was read from.", "3"),
                new HeaderDoc("staylog_dead_offset", "Its offset there.", "17"),
                new HeaderDoc("staylog_dead_group", "The consumer group that gave it up.", "booking-service"),
                new HeaderDoc(
                        "staylog_dead_bytes",
                        "Only where the record was too large to be copied and was cut: bytes of the whole value.",
                        "2097152"),
                new HeaderDoc(
                        "staylog_dead_sha256",
                        "Only where the record was cut: SHA-256 of the whole value, in hex, by which the one in the input"
                                + " is known again.",
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"));
    }
}
