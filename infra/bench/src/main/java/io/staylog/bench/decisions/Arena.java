package io.staylog.bench.decisions;

import io.staylog.bench.Bench;
import io.staylog.local.BrokerSettings;
import io.staylog.realbroker.RealBroker;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.topics.TopicTool;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** One broker with the requests on it, and the processes that drain them in turn. */
final class Arena implements AutoCloseable {
    private static final int PARTITIONS = 8;

    private final Path scratch;
    private final RealBroker broker;
    private final RegistryDouble registry = RegistryDouble.withOurSchemas();
    private final Map<Contender, ContenderJvm> contenders = new EnumMap<>(Contender.class);
    private int rounds;

    Arena(Bench bench, Workload workload, int requests) throws Exception {
        scratch = Files.createDirectories(bench.scratch().resolve(workload.id()));
        // As infra/local runs it.
        broker = RealBroker.start(scratch, BrokerSettings.SINGLE_NODE, List.of("-Xmx384m"));
        new TopicTool(broker.admin()).create(PARTITIONS, (short) 1);
        fill(workload, requests, bench.seed());
        var around = new Surroundings(
                broker.bootstrapServers(),
                registry.url().toString(),
                broker.process().pid());
        for (var contender : Contender.values()) {
            contenders.put(contender, ContenderJvm.start(contender, around, scratch));
        }
    }

    private void fill(Workload workload, int requests, long seed) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "compression.type",
                "lz4",
                "linger.ms",
                "20",
                "batch.size",
                "131072");
        var serializer = new EventSerializer(new SchemaRegistry(registry.url()));
        var demand = new Demand(workload, Demand.HOTELS, seed, LocalDate.now(ZoneOffset.UTC), serializer);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < Demand.HOTELS; i++) {
                for (var fact : demand.hotel(i)) {
                    var _ = producer.send(fact);
                }
            }
            producer.flush();
            for (int i = 0; i < requests; i++) {
                var _ = producer.send(demand.booking());
            }
        }
    }

    /** What a round took, and what the broker holds of it. */
    record Outcome(Drained drained, Map<String, Long> bytesByTopic) {
        /** What the log grew by for each decision, in all topics together. */
        double bytesPerDecision(long decisions) {
            return bytesByTopic.values().stream().mapToLong(it -> it).sum() / (double) decisions;
        }
    }

    /** Lets a contender drain from the beginning; what an earlier round wrote is gone. */
    Outcome round(Contender contender, long records, Tuning tuning, @Nullable Path recording) throws Exception {
        clear(contender);
        var directory = Files.createDirectories(scratch.resolve("round-" + ++rounds));
        var before = bytesByTopic();
        // The broker may not have heard yet that these have been deleted; they begin empty.
        before.keySet().removeIf(topic -> isWrittenBy(contender, topic));
        var file = recording == null ? null : recording.toString();
        var round = new Round(records, tuning.commitIntervalMs(), tuning.threads(), directory.toString(), file);
        var drained =
                java.util.Objects.requireNonNull(contenders.get(contender)).run(round);
        var grown = new TreeMap<String, Long>();
        bytesByTopic().forEach((topic, bytes) -> {
            long more = bytes - before.getOrDefault(topic, 0L);
            if (more != 0) {
                grown.put(topic, more);
            }
        });
        return new Outcome(drained, grown);
    }

    /** How many events of each type a contender has written, in the end. */
    Map<String, Long> eventsByType(Contender contender) {
        return WrittenEvents.byType(broker.bootstrapServers(), contender.output());
    }

    private void clear(Contender contender) throws ExecutionException, InterruptedException {
        var admin = broker.admin();
        var stale = new ArrayList<String>();
        for (var topic : admin.listTopics().names().get()) {
            if (isWrittenBy(contender, topic)) {
                stale.add(topic);
            }
        }
        admin.deleteTopics(stale).all().get();
        while (admin.listTopics().names().get().stream().anyMatch(stale::contains)) {
            LockSupport.parkNanos(20_000_000);
        }
        try {
            admin.deleteConsumerGroups(List.of(contender.group())).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
        createOutput(admin, contender);
    }

    private static boolean isWrittenBy(Contender contender, String topic) {
        boolean isChangelog = contender == Contender.STREAMS && topic.startsWith(contender.group() + "-");
        return isChangelog || topic.equals(contender.output());
    }

    private static void createOutput(Admin admin, Contender contender) throws ExecutionException, InterruptedException {
        var topic = new NewTopic(contender.output(), PARTITIONS, (short) 1).configs(Topics.BOOKING_EVENTS.settings());
        admin.createTopics(List.of(topic)).all().get();
    }

    private Map<String, Long> bytesByTopic() throws IOException {
        return LogBytes.byTopic(broker.dataDirectory());
    }

    @Override
    public void close() throws IOException {
        for (var contender : contenders.values()) {
            contender.close();
        }
        registry.close();
        broker.close();
    }
}
