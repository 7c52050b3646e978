package io.staylog.cli.events;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.LogReader;
import io.staylog.cli.client.LogReader.Start;
import io.staylog.cli.client.LogRecord;
import io.staylog.cli.client.TimeOrder;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Suggestions;
import io.staylog.deadletters.DeadRecord;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which records of the log a command speaks of. */
final class EventSelection {
    // Only the owner writes here, always to the key's partition; a stranger's request may be on any.
    private static final Set<String> WELL_PARTITIONED =
            Set.of(Topics.BOOKING_EVENTS.name(), Topics.PAYMENT_EVENTS.name());

    private static final int LOOK_BACK_MIN = 1_000;
    private static final int LOOK_BACK_FACTOR = 4;

    @Option(
            names = "--topic",
            paramLabel = "<topic>",
            split = ",",
            completionCandidates = Candidates.TopicNames.class,
            description = "Which topics. Default: what the services have decided.")
    private List<String> topics = List.of(Topics.BOOKING_EVENTS.name(), Topics.PAYMENT_EVENTS.name());

    @Option(
            names = "--type",
            paramLabel = "<type>",
            split = ",",
            completionCandidates = Candidates.TypeNames.class,
            description = "Only these record types.")
    private List<String> types = List.of();

    @Option(names = "--hotel", paramLabel = "<hotelId>", description = "Only this hotel's.")
    private @Nullable String hotel;

    @Option(names = "--booking", paramLabel = "<uuid>", description = "Only this booking's.")
    private @Nullable UUID booking;

    @Option(names = "--partition", paramLabel = "<n>", description = "Only this partition.")
    private @Nullable Integer partition;

    @Option(names = "--from-offset", paramLabel = "<offset>", description = "Begin there on each partition.")
    private @Nullable Long fromOffset;

    @Option(
            names = "--from-time",
            paramLabel = "<time>",
            description = "Begin with records not older than, for example, 2027-05-01T12:00:00Z or 2027-05-01.")
    private @Nullable String fromTime;

    @Option(names = "--limit", paramLabel = "<n>", description = "End after so many records.")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--no-committed",
            negatable = true,
            description = "Show records of open and aborted transactions too. Default: committed ones only.")
    private boolean uncommitted;

    boolean committedOnly() {
        return !uncommitted;
    }

    /** Whether an option says where to begin. */
    boolean hasStart() {
        return fromOffset != null || fromTime != null;
    }

    /**
     * Hands the selected records to the taker.
     *
     * @param otherwise where to begin where no option says
     * @param follow whether to go on past the end
     * @param taker says whether it wants more
     */
    void read(LogReader reader, Start otherwise, boolean follow, Predicate<LogRecord> taker) {
        if (follow) {
            // What is to come has no end, so nothing can be held back until the others have caught up.
            readOn(reader, partitions(reader), start(otherwise), limit, taker);
        } else {
            reader.readInTimeOrder(partitions(reader), start(otherwise), this::wants, limited(limit, taker));
        }
    }

    private void readOn(
            LogReader reader, List<TopicPartition> partitions, Start start, long most, Predicate<LogRecord> taker) {
        var limited = limited(most, taker);
        reader.read(partitions, start, true, event -> !wants(event) || limited.test(event));
    }

    private static Predicate<LogRecord> limited(long most, Predicate<LogRecord> taker) {
        var left = new long[] {most};
        return event -> left[0]-- > 0 && taker.test(event) && left[0] > 0;
    }

    /**
     * Looks at the options before anything is connected to.
     *
     * @throws Failure that names the one that cannot be meant
     */
    void check() {
        topics.forEach(EventSelection::checkTopic);
        boolean anyType = topics.stream().anyMatch(topic -> topic.endsWith(DeadRecord.TOPIC_SUFFIX));
        if (!anyType) {
            types.forEach(EventSelection::checkType);
        }
        notNegative("--limit", limit);
        notNegative("--from-offset", fromOffset == null ? 0 : fromOffset);
        notNegative("--partition", partition == null ? 0 : partition);
    }

    static void notNegative(String option, long number) {
        if (number < 0) {
            throw Failure.usage(option + " must be 0 or more, but is " + number);
        }
    }

    private static void checkTopic(String topic) {
        var names = Topics.all().stream().map(Topic::name).toList();
        var name = topic.endsWith(DeadRecord.TOPIC_SUFFIX)
                ? topic.substring(0, topic.length() - DeadRecord.TOPIC_SUFFIX.length())
                : topic;
        if (!names.contains(name)) {
            throw Failure.usage("there is no topic " + topic + "; topics are " + String.join(", ", names)
                    + ", and for each its dead letters, such as " + names.getFirst() + DeadRecord.TOPIC_SUFFIX);
        }
    }

    /** With its namespace a name is not mistyped but known from somewhere: perhaps of a type that is no longer written. */
    private static void checkType(String type) {
        var names = new Candidates.TypeNames();
        if (!type.contains(".") && !names.contains(type)) {
            throw Failure.usage("--type: there is no record type " + type + "; " + Suggestions.nearest(type, names));
        }
    }

    /**
     * Hands the newest of the selected records to the taker, in the order of time, and then those to come.
     *
     * @param last how many at most before those to come
     * @param follow whether to wait for those to come
     * @param taker says whether it wants more
     */
    void newest(LogReader reader, int last, boolean follow, Predicate<LogRecord> taker) {
        var partitions = partitions(reader);
        var ends = reader.ends(partitions);
        var newest = newest(reader, ends, (int) Math.min(last, limit));
        for (var event : newest) {
            if (!taker.test(event)) {
                return;
            }
        }
        long left = limit - newest.size();
        if (follow && left > 0) {
            readOn(reader, partitions, new Start.At(ends), left, taker);
        }
    }

    /** Partitions are read one after another; a person wants them in the order of time. */
    private List<LogRecord> newest(LogReader reader, Map<TopicPartition, Long> ends, int wanted) {
        var found = new ArrayList<LogRecord>();
        var beginnings = reader.beginnings(List.copyOf(ends.keySet()));
        var inOrder = ends.keySet().stream()
                .sorted(Comparator.comparingInt((TopicPartition partition) -> topics.indexOf(partition.topic()))
                        .thenComparingInt(TopicPartition::partition))
                .toList();
        for (var partition : inOrder) {
            long beginning = beginnings.getOrDefault(partition, 0L);
            found.addAll(newest(reader, partition, beginning, ends.getOrDefault(partition, beginning), wanted));
        }
        var sorted = TimeOrder.of(found);
        return sorted.subList(Math.max(0, sorted.size() - wanted), sorted.size());
    }

    /** Looks ever further back until there are enough: what is selected may be rare, and offsets may hold no record. */
    private Deque<LogRecord> newest(LogReader reader, TopicPartition partition, long beginning, long end, int wanted) {
        var found = new ArrayDeque<LogRecord>();
        long width = Math.max(LOOK_BACK_MIN, (long) wanted * LOOK_BACK_FACTOR);
        for (long to = end; to > beginning && found.size() < wanted; width *= LOOK_BACK_FACTOR) {
            long from = Math.max(beginning, to - width);
            var older = new ArrayDeque<LogRecord>();
            reader.read(partition, from, to, event -> {
                if (wants(event)) {
                    older.addLast(event);
                    if (older.size() > wanted) {
                        older.removeFirst();
                    }
                }
            });
            older.addAll(found);
            found = older;
            to = from;
        }
        return found;
    }

    private Start start(Start otherwise) {
        if (fromOffset != null && fromTime != null) {
            throw Failure.usage("--from-offset and --from-time exclude each other");
        }
        if (fromOffset != null) {
            return new Start.Offset(fromOffset);
        }
        return fromTime == null ? otherwise : new Start.Time(time(fromTime));
    }

    private static Instant time(String text) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw Failure.usage("'" + text + "' is no time; write 2027-05-01T12:00:00Z or 2027-05-01");
        }
    }

    private List<TopicPartition> partitions(LogReader reader) {
        var partitions = new ArrayList<TopicPartition>();
        for (var topic : topics) {
            var all = reader.all(topic);
            all.stream().filter(candidate -> mayHold(candidate, all.size())).forEach(partitions::add);
        }
        if (partitions.isEmpty()) {
            throw Failure.usage("there is no such partition");
        }
        return partitions;
    }

    private boolean mayHold(TopicPartition candidate, int count) {
        if (partition != null) {
            return candidate.partition() == partition;
        }
        return hotel == null
                || !WELL_PARTITIONED.contains(candidate.topic())
                || candidate.partition() == KafkaClients.partition(hotel, count);
    }

    private boolean wants(LogRecord event) {
        return (types.isEmpty() || types.contains(event.type()) || types.contains(event.fullType()))
                && (hotel == null || hotel.equals(event.key()) || hotel.equals(event.field("hotelId")))
                && (booking == null || booking.toString().equals(event.field("bookingId")));
    }
}
