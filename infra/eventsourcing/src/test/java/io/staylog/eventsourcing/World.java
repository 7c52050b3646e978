package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.staylog.eventsourcing.Counters.Command;
import io.staylog.eventsourcing.Counters.Counter;
import io.staylog.eventsourcing.Counters.Event;
import io.staylog.eventsourcing.Counters.Topology;
import io.staylog.realbroker.ChildJvm;
import io.staylog.realbroker.RealBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Topics, engines and processes of one test, on the shared broker; and what an outsider sees in the log. */
final class World implements AutoCloseable {
    private static final AtomicInteger WORLDS = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    static {
        Awaitility.setDefaultTimeout(PATIENCE);
        // Tests run side by side, and one of them kills a thread.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    /** An engine in this JVM, with all that a test may turn. */
    static final class Running implements AutoCloseable {
        final EngineSettings settings;
        final HookedClients clients;
        final Counters.Rules rules = new Counters.Rules();
        final Counters.Words words;
        final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        final Engine<Counter, Command, Event> engine;

        private Running(World world, EngineSettings settings, HookedClients clients, int version) {
            this.settings = settings;
            this.clients = clients;
            words = new Counters.Words(world.topology);
            engine = new Engine<>(
                    settings,
                    rules,
                    words,
                    new Counters.Format(version),
                    meters,
                    () -> Instant.ofEpochMilli(world.now()),
                    clients);
        }

        Running start() {
            engine.start();
            return this;
        }

        EngineStatus status() {
            return engine.status();
        }

        /** Partitions that are being decided. */
        Set<Integer> deciding() {
            var deciding = new TreeSet<Integer>();
            status().partitions().forEach((number, partition) -> {
                if (partition.phase() == EngineStatus.Phase.DECIDING) {
                    deciding.add(number);
                }
            });
            return deciding;
        }

        double count(String meter, String... tags) {
            var found = meters.find("staylog.engine." + meter).tags(tags).counter();
            return found == null ? 0 : found.count();
        }

        long transactions() {
            return meters.get("staylog.engine.batch.records").summary().count();
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    final Topology topology;
    final int partitions;
    final Path directory;
    private final KafkaProducer<byte[], byte[]> requests;
    private final Map<String, Tail> tails = new HashMap<>();
    private final List<Running> engines = new ArrayList<>();
    private final List<Runnable> toClose = new ArrayList<>();
    /** Time of the timers; the system's where it is 0. */
    private final AtomicLong clock = new AtomicLong();

    World(int partitions) {
        this(partitions, true);
    }

    World(int partitions, boolean createTopics) {
        this.partitions = partitions;
        topology = new Topology("w" + ProcessHandle.current().pid() + "-" + WORLDS.incrementAndGet());
        try {
            directory = Files.createTempDirectory("staylog-engine-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (createTopics) {
            createTopics(topology.all().toArray(String[]::new));
        }
        requests = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    void createTopics(String... names) {
        for (var name : names) {
            var timestamp = name.endsWith(".requests") || name.endsWith(".hints") ? "LogAppendTime" : "CreateTime";
            // Timers stamp events with the test's own time, and the broker would delete what is from 1970.
            var config = Map.of("message.timestamp.type", timestamp, "retention.ms", "-1");
            RealBroker.shared().createTopics(partitions, config, name);
        }
    }

    static String bootstrap() {
        return RealBroker.shared().bootstrapServers();
    }

    /** Stops the clock of the timers at a time. */
    void clock(long millis) {
        clock.set(millis);
    }

    long now() {
        long fixed = clock.get();
        return fixed == 0 ? System.currentTimeMillis() : fixed;
    }

    EngineSettings settings(String instance) {
        return EngineProcess.settings(bootstrap(), topology, instance, directory.resolve(instance));
    }

    Running engine(String instance) {
        return engine(settings(instance));
    }

    Running engine(EngineSettings settings) {
        return engine(settings, new HookedClients(settings), 1);
    }

    Running engine(EngineSettings settings, HookedClients clients, int version) {
        var running = new Running(this, settings, clients, version);
        engines.add(running);
        toClose.add(running::close);
        return running;
    }

    /** A child JVM with an engine that dies where it is told to, or {@code never}. */
    ChildJvm process(String instance, String death) {
        var child = ChildJvm.start(
                directory.resolve(instance + ".log"),
                EngineProcess.class,
                List.of(),
                List.of(
                        bootstrap(),
                        topology.name(),
                        instance,
                        directory.resolve(instance).toString(),
                        death));
        toClose.add(child::close);
        return child;
    }

    /** Where a key belongs. */
    int home(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
    }

    /** A key that belongs to a partition. */
    String keyOf(int partition) {
        for (int i = 0; ; i++) {
            if (home("key" + i) == partition) {
                return "key" + i;
            }
        }
    }

    /** Adds {@code n} to a counter; the id is the command's. */
    void add(String key, String id, long n) {
        send(topology.requests(), home(key), key, "add " + id + " " + n);
    }

    /** Adds one to some counters, and returns the commands' ids. */
    Set<String> addMany(String prefix, int count, String... keys) {
        var ids = new HashSet<String>();
        for (int i = 0; i < count; i++) {
            var id = prefix + i;
            add(keys[i % keys.length], id, 1);
            ids.add(id);
        }
        return ids;
    }

    void send(String key, String text) {
        send(topology.requests(), home(key), key, text);
    }

    void send(String topic, int partition, String key, String text) {
        sendRaw(topic, partition, key.getBytes(UTF_8), text.getBytes(UTF_8));
    }

    /** Sends many requests at once, each to the partition of its key. */
    void sendMany(int count, IntFunction<String> key, IntFunction<String> text) {
        for (int i = 0; i < count; i++) {
            var k = key.apply(i);
            var _ = requests.send(new ProducerRecord<>(
                    topology.requests(),
                    home(k),
                    k.getBytes(UTF_8),
                    text.apply(i).getBytes(UTF_8)));
        }
        requests.flush();
    }

    /** An event as if an engine had decided it. */
    ProducerRecord<byte[], byte[]> event(int partition, String text) {
        return new ProducerRecord<>(
                topology.events(), partition, keyOf(partition).getBytes(UTF_8), text.getBytes(UTF_8));
    }

    void sendRaw(String topic, int partition, byte[] key, byte[] value) {
        sendRaw(new ProducerRecord<>(topic, partition, key, value));
    }

    void sendRaw(ProducerRecord<byte[], byte[]> record) {
        try {
            requests.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Every committed record of a topic, in the order of its partitions. */
    List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        return tails.computeIfAbsent(topic, name -> new Tail(name, "read_committed"))
                .read();
    }

    /** Values of all that was ever written to a topic, also by transactions that were aborted or are open. */
    List<String> uncommittedTexts(String topic) {
        var tail = new Tail(topic, "read_uncommitted");
        try {
            return tail.read().stream().map(World::text).toList();
        } finally {
            tail.consumer.close();
        }
    }

    /** Waits until the group consists of these instances, and each has been told its partitions. */
    void awaitMembers(String... instances) {
        var clients = Stream.of(instances)
                .map(instance -> topology.group() + "-" + instance)
                .collect(Collectors.toSet());
        await().until(() -> {
            var group = RealBroker.shared()
                    .admin()
                    .describeConsumerGroups(List.of(topology.group()))
                    .all()
                    .get()
                    .get(topology.group());
            return group.groupState() == GroupState.STABLE
                    && group.members().stream()
                            .map(member -> member.clientId())
                            .collect(Collectors.toSet())
                            .equals(clients);
        });
    }

    /** After a topic was deleted and made anew. */
    void forgetReads() {
        tails.values().forEach(tail -> tail.consumer.close());
        tails.clear();
    }

    List<String> texts(String topic) {
        return committed(topic).stream().map(World::text).toList();
    }

    static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), UTF_8);
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    /** Ids of the commands of which a decision is in the log, as often as they are. */
    List<String> decidedIds() {
        return texts(topology.events()).stream()
                .map(text -> text.split(" "))
                .filter(words -> words[0].equals("added"))
                .map(words -> words[1])
                .toList();
    }

    void awaitDecided(Set<String> ids) {
        try {
            await().until(() -> decidedIds().containsAll(ids));
        } catch (ConditionTimeoutException e) {
            var missing = new TreeSet<>(ids);
            decidedIds().forEach(missing::remove);
            throw new AssertionError(
                    "not decided: " + missing + "; engines: " + describe() + "; log with uncommitted: "
                            + uncommittedTexts(topology.events()),
                    e);
        }
        checkLog(ids);
    }

    private String describe() {
        return engines.stream()
                .map(running ->
                        running.settings.instance() + " " + running.status().trouble() + " "
                                + running.status().partitions() + " decisions " + running.count("decisions"))
                .toList()
                .toString();
    }

    void awaitDeciding(Running engine, Integer... numbers) {
        await().until(() -> engine.deciding().equals(Set.of(numbers)));
    }

    /**
     * What must hold for every log: each command decided once, in the partition of its key, on a state that is the fold of all
     * events before.
     */
    void checkLog(Set<String> expectedIds) {
        assertThat(decidedIds()).containsExactlyInAnyOrderElementsOf(expectedIds);
        var seqs = new HashMap<String, Long>();
        var totals = new HashMap<String, Long>();
        var eventIds = new HashSet<String>();
        for (var event : committed(topology.events())) {
            var key = new String(event.key(), UTF_8);
            var words = text(event).split(" ");
            assertThat(event.partition()).as("partition of %s", key).isEqualTo(home(key));
            assertThat(eventIds.add(header(event, "ce_id")))
                    .as("%s is the id of one event only", header(event, "ce_id"))
                    .isTrue();
            if (words[0].equals("added")) {
                assertThat(Long.parseLong(words[3]))
                        .as("seq of %s", text(event))
                        .isEqualTo(seqs.merge(key, 1L, Long::sum));
                assertThat(Long.parseLong(words[4]))
                        .as("total of %s", text(event))
                        .isEqualTo(totals.merge(key, Long.parseLong(words[2]), Long::sum));
            } else if (words[0].equals("rang")) {
                assertThat(Long.parseLong(words[2]))
                        .as("seq of %s", text(event))
                        .isEqualTo(seqs.merge(key, 1L, Long::sum));
            }
        }
    }

    /** Reads a topic on and on. */
    private static final class Tail {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final List<TopicPartition> partitions;
        private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

        Tail(String topic, String isolation) {
            consumer = new KafkaConsumer<>(
                    Map.of(
                            "bootstrap.servers",
                            bootstrap(),
                            "isolation.level",
                            isolation,
                            "auto.offset.reset",
                            "earliest",
                            "enable.auto.commit",
                            "false"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
        }

        synchronized List<ConsumerRecord<byte[], byte[]>> read() {
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.get(at))) {
                consumer.poll(Duration.ofMillis(50)).forEach(records::add);
            }
            return List.copyOf(records);
        }
    }

    @Override
    public void close() {
        toClose.forEach(Runnable::run);
        requests.close();
        tails.values().forEach(tail -> tail.consumer.close());
        RealBroker.shared().admin().deleteTopics(topology.all());
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
