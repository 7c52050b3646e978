package io.staylog.cli.events;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.LogReader;
import io.staylog.cli.client.LogReader.Start;
import io.staylog.cli.client.LogRecord;
import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.Topics;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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

    @Option(
            names = "--topic",
            paramLabel = "<topic>",
            split = ",",
            description = "Which topics. Default: what the services have decided.")
    private List<String> topics = List.of(Topics.BOOKING_EVENTS.name(), Topics.PAYMENT_EVENTS.name());

    @Option(names = "--type", paramLabel = "<type>", split = ",", description = "Only these record types.")
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
        var left = new long[] {limit};
        reader.read(
                partitions(reader),
                start(otherwise),
                follow,
                event -> !wants(event) || (left[0]-- > 0 && taker.test(event) && left[0] > 0));
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
