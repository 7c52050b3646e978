package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.staylog.eventsourcing.Counters.Topology;
import io.staylog.realbroker.RealBroker;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Measures by hand how fast an engine drains a backlog, against the same loop that only copies records: what the engine itself
 * costs. Both take turns, so that a busy machine slows both.
 */
final class DrainRate {
    private static final int PARTITIONS = 8;
    private static final int KEYS = 5_000;
    private static final int ROUNDS = 3;

    private final int count;
    private final Topology topology = new Topology("drain");

    private DrainRate(int count) {
        this.count = count;
    }

    /** Takes the number of records, 500,000 by default. */
    public static void main(String[] args) throws Exception {
        var drain = new DrainRate(args.length > 0 ? Integer.parseInt(args[0]) : 500_000);
        RealBroker.shared()
                .createTopics(PARTITIONS, Map.of(), drain.topology.all().toArray(String[]::new));
        RealBroker.shared().createTopics(PARTITIONS, Map.of(), "copies");
        drain.fill();
        for (int round = 1; round <= ROUNDS; round++) {
            drain.report("copy  ", drain.copy(round));
            drain.report("engine", drain.engine(round));
        }
    }

    private record Cost(long wallNanos, long cpuNanos) {}

    private void report(String what, Cost cost) {
        System.out.printf(
                "%s %,9.0f records/s wall, %,9.0f records per CPU second of its thread%n",
                what, count * 1e9 / cost.wallNanos, count * 1e9 / cost.cpuNanos);
    }

    private void fill() {
        Map<String, Object> config =
                Map.of("bootstrap.servers", World.bootstrap(), "compression.type", "lz4", "linger.ms", "5");
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                var text = "add 6f1b0c3e-0000-4000-8000-" + i + " " + i % 100 + " " + "x".repeat(150);
                var _ = producer.send(new ProducerRecord<>(
                        topology.requests(), ("hotel-" + i % KEYS).getBytes(UTF_8), text.getBytes(UTF_8)));
            }
        }
    }

    private EngineSettings settings(String group) throws IOException {
        return new EngineSettings(
                group,
                "one",
                World.bootstrap(),
                topology.inputs(),
                java.util.List.of(),
                topology.events(),
                Files.createTempDirectory("drain"));
    }

    private Cost copy(int round) throws IOException {
        var clients = new Clients(settings("copy" + round));
        try (var consumer = clients.inputs();
                var producer = clients.producer()) {
            producer.initTransactions();
            consumer.subscribe(topology.inputs(), new org.apache.kafka.clients.consumer.ConsumerRebalanceListener() {
                @Override
                public void onPartitionsRevoked(java.util.Collection<TopicPartition> partitions) {}

                @Override
                public void onPartitionsAssigned(java.util.Collection<TopicPartition> partitions) {
                    partitions.forEach(at -> consumer.seek(at, 0));
                }
            });
            long started = 0;
            long cpuStarted = 0;
            for (int copied = 0; copied < count; ) {
                var records = consumer.poll(Duration.ofMillis(250));
                if (records.isEmpty()) {
                    continue;
                }
                if (started == 0) {
                    started = System.nanoTime();
                    cpuStarted = cpu(Thread.currentThread().threadId());
                }
                producer.beginTransaction();
                for (var record : records) {
                    var _ = producer.send(new ProducerRecord<>(
                            "copies", record.partition(), record.timestamp(), record.key(), record.value()));
                }
                var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
                records.partitions().forEach(at -> positions.put(at, new OffsetAndMetadata(consumer.position(at))));
                producer.sendOffsetsToTransaction(positions, consumer.groupMetadata());
                producer.commitTransaction();
                copied += records.count();
            }
            return new Cost(
                    System.nanoTime() - started, cpu(Thread.currentThread().threadId()) - cpuStarted);
        }
    }

    private Cost engine(int round) throws Exception {
        var settings = settings("engine" + round);
        var meters = new SimpleMeterRegistry();
        // Each round decides everything anew, so the events of the round before must go.
        RealBroker.shared()
                .admin()
                .deleteTopics(java.util.List.of(topology.events()))
                .all()
                .get();
        while (RealBroker.shared().admin().listTopics().names().get().contains(topology.events())) {
            LockSupport.parkNanos(10_000_000);
        }
        RealBroker.shared().createTopics(PARTITIONS, Map.of(), topology.events());
        try (var engine = new Engine<>(
                settings,
                new Counters.Rules(),
                new Counters.Words(topology),
                new Counters.Format(1),
                meters,
                InstantSource.system(),
                new Clients(settings))) {
            engine.start();
            while (decided(meters) == 0) {
                LockSupport.parkNanos(1_000_000);
            }
            long thread = Thread.getAllStackTraces().keySet().stream()
                    .filter(candidate -> candidate.getName().startsWith("engine-"))
                    .findFirst()
                    .orElseThrow()
                    .threadId();
            long before = (long) decided(meters);
            long started = System.nanoTime();
            long cpuStarted = cpu(thread);
            while (decided(meters) < count) {
                LockSupport.parkNanos(1_000_000);
            }
            double share = (double) count / (count - before);
            return new Cost(
                    (long) ((System.nanoTime() - started) * share), (long) ((cpu(thread) - cpuStarted) * share));
        }
    }

    private static double decided(SimpleMeterRegistry meters) {
        var counter = meters.find("staylog.engine.decisions").counter();
        return counter == null ? 0 : counter.count();
    }

    private static long cpu(long thread) {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread);
    }
}
