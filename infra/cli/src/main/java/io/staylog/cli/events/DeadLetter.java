package io.staylog.cli.events;

import io.staylog.cli.client.LogRecord;
import io.staylog.schemas.EventHeaders;
import java.util.Optional;

/**
 * Why a record could not be decided and where it was, as the services write it into the headers of a dead letter.
 *
 * @param reason stable code
 * @param message one sentence
 * @param origin topic, partition and offset that it came from
 */
record DeadLetter(String reason, String message, String origin) {
    static final String TOPIC_SUFFIX = ".dead";

    /** What the headers say; empty where the record is no dead letter. */
    static Optional<DeadLetter> of(LogRecord record) {
        var topic = record.source().topic();
        var reason = header(record, "reason");
        if (!topic.endsWith(TOPIC_SUFFIX) || reason.isEmpty()) {
            return Optional.empty();
        }
        var input = topic.substring(0, topic.length() - TOPIC_SUFFIX.length());
        var origin = input + "/" + header(record, "partition") + "/" + header(record, "offset");
        return Optional.of(new DeadLetter(reason, header(record, "message"), origin));
    }

    private static String header(LogRecord record, String name) {
        var text = EventHeaders.text(record.source().headers(), "staylog_dead_" + name);
        return text == null ? "" : text;
    }

    /** For a person, with where to look. */
    @Override
    public String toString() {
        return reason + ": " + message + " (from " + origin + ")";
    }
}
