package io.staylog.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.deadletters.DeadRecord.Fate;
import io.staylog.deadletters.DeadRecord.Letter;
import io.staylog.deadletters.DeadRecord.Mark;
import io.staylog.deadletters.DeadRecord.Order;
import io.staylog.deadletters.DeadRecord.Why;
import io.staylog.deadletters.DeadRecord.Wish;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Writes and reads the headers that make a record of a dead-letter topic what it is. */
public final class DeadHeaders {
    private static final String PREFIX = "staylog_dead_";

    /** Stable code of the cause. */
    public static final String REASON = PREFIX + "reason";

    /** One sentence about the cause, or about what has become of the letter. */
    public static final String MESSAGE = PREFIX + "message";

    /** Topic that the record came in on. */
    public static final String TOPIC = PREFIX + "topic";

    /** Partition that the record came in on. */
    public static final String PARTITION = PREFIX + "partition";

    /** Offset at which the record came in. */
    public static final String OFFSET = PREFIX + "offset";

    /** Timestamp with which the record came in, milliseconds since the epoch. */
    public static final String TIMESTAMP = PREFIX + "timestamp";

    /** Consumer group that put the record aside. */
    public static final String GROUP = PREFIX + "group";

    /** Schema id in the record's value, where it has one. */
    public static final String SCHEMA_ID = PREFIX + "schema_id";

    /** Digest of the program's stack, where the program failed. */
    public static final String DIGEST = PREFIX + "digest";

    /** What of its key the record is about. */
    public static final String SUBJECT = PREFIX + "subject";

    /** Number of the letter among those of its group and partition number, over all topics. */
    public static final String NUMBER = PREFIX + "number";

    /** The letter that this one waits for. */
    public static final String BEHIND = PREFIX + "behind";

    /** Bytes of the value that the letter had, where only the beginning was kept. */
    public static final String BYTES = PREFIX + "bytes";

    /** SHA-256 of the value that the letter had, where only the beginning was kept. */
    public static final String SHA256 = PREFIX + "sha256";

    /** How else than by a retry the letter is dealt with; {@code rebuild} where rows are folded from the log. */
    public static final String REMEDY = PREFIX + "remedy";

    private static final String ILLEGIBLE = PREFIX + "illegible";
    private static final String ORDER = PREFIX + "order";
    private static final String MARK = PREFIX + "mark";
    private static final String LETTER = PREFIX + "letter";
    private static final String BY = PREFIX + "by";
    private static final String BECAUSE = PREFIX + "because";

    private DeadHeaders() {}

    /** The headers of a record without any of ours, as they were before it was put aside. */
    public static Headers original(Headers headers) {
        var original = new RecordHeaders();
        for (var header : headers) {
            if (!header.key().startsWith(PREFIX)) {
                original.add(header);
            }
        }
        return original;
    }

    /** Adds what makes a record a letter. */
    public static void add(Headers headers, Letter letter, OptionalInt schemaId) {
        var why = letter.why();
        put(headers, REASON, why.reason());
        put(headers, MESSAGE, why.message());
        put(headers, TOPIC, letter.letter().topic());
        put(headers, PARTITION, Integer.toString(letter.letter().partition()));
        put(headers, OFFSET, Long.toString(letter.letter().offset()));
        put(headers, TIMESTAMP, Long.toString(letter.timestampMs()));
        put(headers, GROUP, letter.group());
        put(headers, NUMBER, Long.toString(letter.number()));
        schemaId.ifPresent(id -> put(headers, SCHEMA_ID, Integer.toString(id)));
        putIfKnown(headers, DIGEST, why.digest());
        putIfKnown(headers, SUBJECT, letter.subject());
        putIfKnown(headers, BEHIND, letter.behind());
        if (why.isIllegible()) {
            put(headers, ILLEGIBLE, "true");
        }
    }

    /** Adds what makes a record an order. */
    public static void add(Headers headers, Order order) {
        put(headers, ORDER, order.wish().name().toLowerCase(Locale.ROOT));
        put(headers, GROUP, order.group());
        put(headers, LETTER, order.letter().toString());
        put(headers, BY, order.by());
        put(headers, MESSAGE, order.note());
    }

    /** Adds what makes a record a mark. */
    public static void add(Headers headers, Mark mark) {
        put(headers, MARK, mark.fate().name().toLowerCase(Locale.ROOT));
        put(headers, GROUP, mark.group());
        put(headers, LETTER, mark.letter().toString());
        put(headers, BECAUSE, mark.because());
        put(headers, MESSAGE, mark.message());
    }

    /**
     * What a record of a dead-letter topic is; empty where it has not the form of anything, or speaks of a letter that belongs
     * elsewhere: all of a letter stands in the partition that it came in on.
     */
    public static Optional<DeadRecord> read(ConsumerRecord<byte[], byte[]> record) {
        return form(record)
                .filter(it ->
                        record.topic().equals(DeadRecord.topicOf(it.letter().topic()))
                                && record.partition() == it.letter().partition());
    }

    private static Optional<DeadRecord> form(ConsumerRecord<byte[], byte[]> record) {
        var headers = record.headers();
        var group = text(headers, GROUP);
        if (group == null || !record.topic().endsWith(DeadRecord.TOPIC_SUFFIX)) {
            return Optional.empty();
        }
        var order = text(headers, ORDER);
        var mark = text(headers, MARK);
        if (order == null && mark == null) {
            return letter(record, group);
        }
        var letter = Optional.ofNullable(text(headers, LETTER)).flatMap(LetterId::parse);
        var message = told(headers, MESSAGE);
        if (order != null) {
            return letter.flatMap(id ->
                    named(Wish.class, order).map(wish -> new Order(group, id, wish, told(headers, BY), message)));
        }
        return letter.flatMap(id ->
                named(Fate.class, mark).map(fate -> new Mark(group, id, fate, told(headers, BECAUSE), message)));
    }

    private static Optional<DeadRecord> letter(ConsumerRecord<byte[], byte[]> record, String group) {
        var headers = record.headers();
        var topic = record.topic().substring(0, record.topic().length() - DeadRecord.TOPIC_SUFFIX.length());
        var why = new Why(
                told(headers, REASON), told(headers, MESSAGE), text(headers, DIGEST), text(headers, ILLEGIBLE) != null);
        var behind = text(headers, BEHIND);
        return LetterId.parse(topic + "/" + told(headers, PARTITION) + "/" + told(headers, OFFSET))
                .map(id -> new Letter(
                        group,
                        id,
                        why,
                        text(headers, SUBJECT),
                        behind == null ? null : LetterId.parse(behind).orElse(null),
                        number(headers, TIMESTAMP, record.timestamp()),
                        number(headers, NUMBER, 0)));
    }

    private static <T extends Enum<T>> Optional<T> named(Class<T> type, @Nullable String name) {
        for (var constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }

    private static long number(Headers headers, String name, long otherwise) {
        var text = text(headers, name);
        return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : otherwise;
    }

    private static String told(Headers headers, String name) {
        var text = text(headers, name);
        return text == null ? "" : text;
    }

    /** A header's text; null where there is none. */
    public static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    /** Adds a header. */
    public static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    private static void putIfKnown(Headers headers, String name, @Nullable Object value) {
        if (value != null) {
            put(headers, name, value.toString());
        }
    }
}
