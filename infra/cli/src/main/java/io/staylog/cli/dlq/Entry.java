package io.staylog.cli.dlq;

import io.staylog.deadletters.DeadHeaders;
import io.staylog.deadletters.DeadRecord.Fate;
import io.staylog.deadletters.DeadRecord.Letter;
import io.staylog.deadletters.DeadRecord.Mark;
import io.staylog.deadletters.DeadRecord.Order;
import io.staylog.schemas.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One dead letter and what has happened to it.
 *
 * @param at where its bytes are kept
 * @param offset where its bytes are kept
 * @param keptAt when it was put aside
 * @param key text of its key; null where it has none
 * @param type its record type, as far as its headers tell
 * @param remedy how it is dealt with where a retry is not the way; null where it is
 * @param isCut whether only its beginning is kept
 * @param history what was wanted and what has become of it, in order
 */
public record Entry(
        Letter letter,
        TopicPartition at,
        long offset,
        Instant keptAt,
        @Nullable String key,
        String type,
        @Nullable String remedy,
        boolean isCut,
        List<Step> history) {

    /**
     * One thing that has happened.
     *
     * @param fate what has become of the letter; null where something is only wanted
     */
    public record Step(Instant at, @Nullable Fate fate, String text) {}

    static Entry of(Letter letter, ConsumerRecord<byte[], byte[]> record) {
        var headers = record.headers();
        var type = EventHeaders.text(headers, EventHeaders.TYPE);
        var schema = DeadHeaders.text(headers, DeadHeaders.SCHEMA_ID);
        return new Entry(
                letter,
                new TopicPartition(record.topic(), record.partition()),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
                type != null ? type.substring(type.lastIndexOf('.') + 1) : schema != null ? "schema " + schema : "?",
                DeadHeaders.text(headers, DeadHeaders.REMEDY),
                DeadHeaders.text(headers, DeadHeaders.BYTES) != null,
                List.of());
    }

    Entry ordered(Order order, ConsumerRecord<?, ?> record) {
        var what = order.wish().name().toLowerCase(Locale.ROOT) + " wanted by " + order.by();
        return with(new Step(time(record), null, order.note().isEmpty() ? what : what + ": " + order.note()));
    }

    Entry marked(Mark mark, ConsumerRecord<?, ?> record) {
        var told = mark.fate().name().toLowerCase(Locale.ROOT) + ", because of " + mark.because();
        return with(
                new Step(time(record), mark.fate(), mark.message().isEmpty() ? told : told + ": " + mark.message()));
    }

    private static Instant time(ConsumerRecord<?, ?> record) {
        return Instant.ofEpochMilli(record.timestamp());
    }

    private Entry with(Step step) {
        var longer = new ArrayList<>(history);
        longer.add(step);
        return new Entry(letter, at, offset, keptAt, key, type, remedy, isCut, List.copyOf(longer));
    }

    /** What closed it; empty while it is open. */
    public Optional<Fate> closed() {
        return history.stream()
                .map(Step::fate)
                .filter(fate -> fate != null && fate.closes())
                .findFirst();
    }

    /** Whether nobody has dealt with it. */
    public boolean isOpen() {
        return closed().isEmpty();
    }

    /** Whether it is open and only waits for another letter. */
    public boolean isWaiting() {
        return isOpen() && letter.isParked() && history.stream().noneMatch(step -> step.fate() == Fate.FAILED);
    }

    /** In a word: what it is now. */
    public String state() {
        return closed().map(fate -> fate.name().toLowerCase(Locale.ROOT)).orElse(isWaiting() ? "waiting" : "open");
    }
}
