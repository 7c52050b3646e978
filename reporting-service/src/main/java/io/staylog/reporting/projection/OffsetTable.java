package io.staylog.reporting.projection;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** Up to where each partition is in the rows of the schema that the connection stands in. */
final class OffsetTable {

    /** One partition's row. */
    record Stored(TopicPartition partition, Uuid topicId, long nextOffset) {}

    /** Where a batch ends in one partition. */
    record Advance(
            TopicPartition partition,
            long nextOffset,
            @Nullable Instant newestAt) {}

    private static final Unnest<Advance> ADVANCES = new Unnest<Advance>()
            .column("topic", "text", a -> a.partition().topic())
            .column("partition", "int", a -> a.partition().partition())
            .column("next_offset", "bigint", Advance::nextOffset)
            .column("newest_at", "timestamptz", Advance::newestAt)
            .statement("update projection_offset o set next_offset = r.next_offset,"
                    + " newest_at = greatest(o.newest_at, r.newest_at) from {rows}"
                    + " where o.topic = r.topic and o.partition = r.partition");

    // In one order, whoever asks, so that two instances wait for each other and not on each other.
    private static final String LOCK = "select o.topic, o.partition, o.next_offset from projection_offset o"
            + " join unnest(?::text[], ?::int[]) as r(topic, partition) on o.topic = r.topic and o.partition = r.partition"
            + " order by o.topic, o.partition for update of o";

    private static final RowMapper<Stored> STORED = (row, n) -> {
        var id = row.getObject("topic_id", UUID.class);
        return new Stored(
                new TopicPartition(row.getString("topic"), row.getInt("partition")),
                new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits()),
                row.getLong("next_offset"));
    };

    private OffsetTable() {}

    static List<Stored> all(JdbcTemplate jdbc) {
        return jdbc.query("select * from projection_offset order by topic, partition", STORED);
    }

    /** Adds a partition at its first offset, unless it is there. */
    static void add(JdbcTemplate jdbc, TopicPartition partition, Uuid topicId, long firstOffset) {
        jdbc.update(
                "insert into projection_offset (topic, partition, topic_id, next_offset) values (?, ?, ?, ?)"
                        + " on conflict (topic, partition) do nothing",
                partition.topic(),
                partition.partition(),
                new UUID(topicId.getMostSignificantBits(), topicId.getLeastSignificantBits()),
                firstOffset);
    }

    /** Offsets of the partitions, which nobody else can move until the transaction ends. */
    static Map<TopicPartition, Long> lock(JdbcTemplate jdbc, Collection<TopicPartition> partitions) {
        var topics = partitions.stream().map(TopicPartition::topic).toArray();
        var numbers = partitions.stream().map(TopicPartition::partition).toArray();
        var offsets = new HashMap<TopicPartition, Long>();
        jdbc.query(
                connection -> {
                    var statement = connection.prepareStatement(LOCK);
                    statement.setArray(1, connection.createArrayOf("text", topics));
                    statement.setArray(2, connection.createArrayOf("int", numbers));
                    return statement;
                },
                row -> {
                    offsets.put(
                            new TopicPartition(row.getString("topic"), row.getInt("partition")),
                            row.getLong("next_offset"));
                });
        for (var partition : partitions) {
            if (!offsets.containsKey(partition)) {
                throw new IllegalStateException("no offset is stored for " + partition);
            }
        }
        return offsets;
    }

    static void advance(JdbcTemplate jdbc, Collection<Advance> advances) {
        if (ADVANCES.execute(jdbc, advances) != advances.size()) {
            throw new IllegalStateException("a partition's stored offset has vanished");
        }
    }

    /** Moves a partition over offsets that hold no records for readers, such as the ends of transactions. */
    static void settle(JdbcTemplate jdbc, TopicPartition partition, long from, long to) {
        jdbc.update(
                "update projection_offset set next_offset = ? where topic = ? and partition = ? and next_offset = ?",
                to,
                partition.topic(),
                partition.partition(),
                from);
    }
}
