package io.staylog.checker.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Asks the brokers whether anything is still under way: how far groups are, and which transactions are open. */
public final class Quiet implements AutoCloseable {
    /** A group of ours that reads every record of these topics, spelled here once more on purpose. */
    private static final Map<String, Set<String>> GROUPS = Map.of(
            "booking-service", Set.of("booking.requests", "payment.events"),
            "payment-service", Set.of("payment.requests", "payment.bank-answers", "booking.events"),
            "payment-bank-worker", Set.of("payment.bank-calls"),
            "staylog-reporting", Set.of("booking.events", "payment.events"));

    /** How far a group has come with a partition. */
    public record Position(String group, String topic, int partition, long next) {}

    private final Admin admin;

    /** Connects with the first question. */
    public Quiet(String bootstrapServers, Map<String, String> properties) {
        var config = new HashMap<String, Object>(properties);
        config.put("bootstrap.servers", bootstrapServers);
        admin = Admin.create(config);
    }

    /** The positions of all groups of ours that are known to the brokers. */
    public List<Position> positions() {
        return asked(() -> {
            var known = new HashSet<String>();
            admin.listGroups().all().get().forEach(group -> known.add(group.groupId()));
            var positions = new ArrayList<Position>();
            for (var group : GROUPS.entrySet()) {
                if (known.contains(group.getKey())) {
                    admin.listConsumerGroupOffsets(group.getKey())
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .forEach((at, offset) -> add(positions, group, at, offset));
                }
            }
            return positions;
        });
    }

    private static void add(
            List<Position> positions,
            Map.Entry<String, Set<String>> group,
            TopicPartition at,
            OffsetAndMetadata offset) {
        if (offset != null && group.getValue().contains(at.topic())) {
            positions.add(new Position(group.getKey(), at.topic(), at.partition(), offset.offset()));
        }
    }

    /** Partitions of these topics with a transaction that was begun and has not ended, in words. */
    public List<String> openTransactions(Set<TopicPartition> partitions) {
        return asked(() -> {
            var open = new ArrayList<String>();
            var states = admin.describeProducers(partitions).all().get();
            for (var state : states.entrySet()) {
                for (var producer : state.getValue().activeProducers()) {
                    if (producer.currentTransactionStartOffset().isPresent()) {
                        open.add(told(state.getKey(), state.getValue(), producer.producerId()));
                    }
                }
            }
            return open;
        });
    }

    private static String told(TopicPartition at, PartitionProducerState state, long producerId) {
        long from = state.activeProducers().stream()
                .filter(it -> it.producerId() == producerId)
                .mapToLong(it -> it.currentTransactionStartOffset().orElse(-1))
                .findFirst()
                .orElse(-1);
        return "producer " + producerId + " has had a transaction open on " + at.topic() + "/" + at.partition()
                + " since offset " + from;
    }

    private interface Question<T> {
        T ask() throws ExecutionException, InterruptedException;
    }

    private static <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (ExecutionException | KafkaException e) {
            throw new Unreachable("the brokers do not say whether they are quiet: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
