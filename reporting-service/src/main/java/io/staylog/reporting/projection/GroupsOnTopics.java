package io.staylog.reporting.projection;

import io.staylog.edge.LazyAdmin;
import io.staylog.reporting.projection.LogFlow.Group;
import io.staylog.schemas.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Finds every group that reads a topic of ours, whatever it is called and of whichever kind it is. */
final class GroupsOnTopics {
    private static final String OURS = "staylog";
    private static final String UNKNOWN = "unknown";

    private final LazyAdmin admin;
    private final BiFunction<Collection<TopicPartition>, OffsetSpec, Map<TopicPartition, Long>> offsets;

    /** What the brokers say of a group; lags are null where they do not know. */
    private record Told(String state, List<String> members, Map<TopicPartition, @Nullable Long> lags) {}

    /**
     * Asks nobody yet.
     *
     * @param offsets first or last offsets of partitions
     */
    GroupsOnTopics(
            LazyAdmin admin, BiFunction<Collection<TopicPartition>, OffsetSpec, Map<TopicPartition, Long>> offsets) {
        this.admin = admin;
        this.offsets = offsets;
    }

    List<Group> look() {
        var groups = new ArrayList<Group>();
        for (var listing : LogFlow.await(admin.get().listGroups().valid())) {
            var told = told(listing);
            if (!told.lags().isEmpty() || listing.groupId().startsWith(OURS)) {
                groups.add(group(listing, told));
            }
        }
        groups.sort(java.util.Comparator.comparing(Group::group));
        return groups;
    }

    private static Group group(GroupListing listing, Told told) {
        var byTopic = new TreeMap<String, @Nullable Long>();
        told.lags().forEach((partition, lag) -> byTopic.put(partition.topic(), sum(byTopic, partition.topic(), lag)));
        boolean isKnown = byTopic.values().stream().allMatch(lag -> lag != null);
        var kind = listing.type().map(GroupType::toString).orElse(UNKNOWN).toLowerCase(Locale.ROOT);
        return new Group(
                listing.groupId(),
                kind,
                told.state(),
                told.members(),
                isKnown
                        ? byTopic.values().stream()
                                .mapToLong(GroupsOnTopics::known)
                                .sum()
                        : null,
                byTopic);
    }

    /** What is not known of one partition is not known of its topic. */
    private static @Nullable Long sum(Map<String, @Nullable Long> byTopic, String topic, @Nullable Long lag) {
        if (!byTopic.containsKey(topic)) {
            return lag;
        }
        var before = byTopic.get(topic);
        return before == null || lag == null ? null : Long.valueOf(before + lag);
    }

    private static long known(@Nullable Long lag) {
        return lag == null ? 0 : lag;
    }

    private Told told(GroupListing listing) {
        try {
            return switch (listing.type().orElse(GroupType.UNKNOWN)) {
                case SHARE -> shared(listing.groupId());
                case CONSUMER, CLASSIC, UNKNOWN -> consumed(listing.groupId());
                case STREAMS -> new Told(state(listing), List.of(), committed(listing.groupId()));
            };
        } catch (KafkaException e) {
            // One that cannot be described is shown with what is known, and hides nobody else.
            return new Told(state(listing), List.of(), Map.of());
        }
    }

    private static String state(GroupListing listing) {
        return listing.groupState().map(Object::toString).orElse(UNKNOWN);
    }

    private Told consumed(String name) {
        var lags = committed(name);
        var described = LogFlow.await(
                        admin.get().describeConsumerGroups(List.of(name)).all())
                .get(name);
        if (described == null) {
            return new Told(UNKNOWN, List.of(), lags);
        }
        // Also one that reads and has committed nothing yet: how far it is, nobody knows but itself.
        described.members().stream()
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .filter(GroupsOnTopics::isOurs)
                .forEach(partition -> lags.putIfAbsent(partition, null));
        var members = described.members().stream().map(member -> member.clientId());
        return new Told(described.groupState().toString(), sorted(members), lags);
    }

    private Map<TopicPartition, @Nullable Long> committed(String name) {
        var committed = new HashMap<TopicPartition, Long>();
        LogFlow.await(admin.get().listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null && isOurs(partition)) {
                        committed.put(partition, offset.offset());
                    }
                });
        var ends = offsets.apply(committed.keySet(), OffsetSpec.latest());
        var lags = new HashMap<TopicPartition, @Nullable Long>();
        committed.forEach((partition, offset) ->
                lags.put(partition, Math.max(0, ends.getOrDefault(partition, offset) - offset)));
        return lags;
    }

    private Told shared(String name) {
        var lags = new HashMap<TopicPartition, @Nullable Long>();
        LogFlow.await(admin.get()
                        .listShareGroupOffsets(Map.of(name, new ListShareGroupOffsetsSpec()))
                        .partitionsToOffsetInfo(name))
                .forEach((partition, info) -> {
                    if (info != null && isOurs(partition)) {
                        lags.put(partition, info.lag().orElse(null));
                    }
                });
        var described = LogFlow.await(
                        admin.get().describeShareGroups(List.of(name)).all())
                .get(name);
        return described == null
                ? new Told(UNKNOWN, List.of(), lags)
                : new Told(
                        described.groupState().toString(),
                        sorted(described.members().stream().map(member -> member.clientId())),
                        lags);
    }

    private static List<String> sorted(Stream<String> clients) {
        return clients.sorted().toList();
    }

    private static boolean isOurs(TopicPartition partition) {
        return Topics.named(partition.topic()).isPresent();
    }
}
