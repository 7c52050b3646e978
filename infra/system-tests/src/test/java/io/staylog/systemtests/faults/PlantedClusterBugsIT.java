package io.staylog.systemtests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.checker.Checker;
import io.staylog.checker.rules.Invariant;
import io.staylog.checker.rules.Verdict;
import io.staylog.local.Part;
import io.staylog.schemas.Topics;
import io.staylog.systemtests.faults.Wishes.Stay;
import io.staylog.systemtests.reference.DataFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Settings that an operator can get wrong, and what follows from each: the checker sees it, and sees nothing where all the same
 * happens under the right setting.
 */
@Order(91)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlantedClusterBugsIT {
    private static final long SEED = Long.getLong("seed", 7);
    private static final int BOOKINGS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    // The leader gives up on the others after ten seconds, and then nobody could take its place.
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(3);
    private static final Duration QUIET_WITHIN = Duration.ofSeconds(20);
    // As a minute would do, in a minute.
    private static final Map<String, String> SHORT_RETENTION = Map.of("retention.ms", "3000", "segment.ms", "1000");
    private static final String CANARY = "canary";

    private final Random random = new Random(SEED);
    private final List<House> houses = House.inEach(Cluster.PARTITIONS, 2);
    private Path directory;
    private Cluster cluster;
    private Supervisor supervisor;
    private Brokers brokers;

    @BeforeAll
    void start() throws Exception {
        System.out.println("PlantedClusterBugsIT: -Dseed=" + SEED);
        var target = DataFiles.projectRoot().resolve("infra/system-tests/target");
        directory = Files.createTempDirectory(Files.createDirectories(target), "planted-");
        var parts = EnumSet.of(Part.BROKER, Part.REGISTRY, Part.BOOKING);
        var settings = Map.of("log.retention.check.interval.ms", "1000", "log.initial.task.delay.ms", "1000");
        cluster = Cluster.start(directory, new Cluster.Plan(parts, 1, settings, Map.of()));
        supervisor = new Supervisor(cluster);
        brokers = Brokers.of(cluster);
        var token = Files.readString(cluster.settings().tokenFile()).strip();
        var booking = new Door(cluster.part(Part.BOOKING.id()).port(), token);
        FaultRun.open(houses, booking);
        Files.createFile(ledger());
    }

    @AfterAll
    void stop() throws IOException {
        if (supervisor != null) {
            supervisor.close();
            brokers.close();
            cluster.close();
        }
        FaultsIT.clear(directory, path -> !path.toString().contains("/logs"));
    }

    /** Two of a partition: the second is for the bug, because what it breaks may not mend. */
    private House house(int partition, boolean isBug) {
        return houses.get(2 * partition + (isBug ? 1 : 0));
    }

    private Path ledger() {
        return directory.resolve("ledger.jsonl");
    }

    @Test
    @Order(1)
    void what_one_broker_alone_has_acknowledged_is_lost_with_it() throws Exception {
        assertGood(killBeforeOthersHaveIt(house(0, false), Map.of("acks", "all")));
        var verdict = killBeforeOthersHaveIt(house(0, true), Map.of("acks", "1", "enable.idempotence", false));
        assertBroken(verdict, Invariant.R1);
        assertThat(verdict.figures().lost()).isPositive();
    }

    /** Cuts the followers off, lets one request be acknowledged if it can be, and kills the leader that alone has it. */
    private Verdict killBeforeOthersHaveIt(House house, Map<String, Object> producer) throws Exception {
        await(brokers::isAllInSync);
        try (var history = history(house);
                var guest = new KafkaGuest(cluster.settings(), history, producer)) {
            assertThat(book(guest, house)).isTrue();
            int leader = brokers.leader(requestsOf(house));
            var line = cluster.line(leader, Cluster.Line.BROKERS);
            line.become(Proxy.Mode.BLACK_HOLE);
            var told = CompletableFuture.supplyAsync(() -> book(guest, house), Thread::startVirtualThread);
            try {
                told.get(TOLD_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Nobody is told that others have it before others have it.
            }
            supervisor.kill(name(leader));
            line.become(Proxy.Mode.CUT);
            await(() -> isLedByAnother(house, leader));
            line.heal();
            supervisor.release(name(leader));
            assertThat(told.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return judge(history, house);
        }
    }

    private boolean isLedByAnother(House house, int broker) throws ExecutionException, InterruptedException {
        int now = brokers.leader(requestsOf(house));
        return now != 0 && now != broker;
    }

    @Test
    @Order(2)
    void what_has_one_copy_is_lost_with_its_disk() throws Exception {
        assertGood(loseDisk(house(1, false)));
        var bug = house(1, true);
        brokers.set(Topics.BOOKING_REQUESTS.name(), Map.of("min.insync.replicas", "1"));
        brokers.leaveOneCopy(requestsOf(bug), brokers.leader(requestsOf(bug)));
        await(() -> brokers.inSync(requestsOf(bug)) == 1);
        var verdict = loseDisk(bug);
        assertBroken(verdict, Invariant.R1);
        assertThat(verdict.figures().lost()).isEqualTo(BOOKINGS);
    }

    private Verdict loseDisk(House house) throws Exception {
        await(brokers::isAllInSync);
        try (var history = history(house);
                var guest = new KafkaGuest(cluster.settings(), history)) {
            for (int i = 0; i < BOOKINGS; i++) {
                assertThat(book(guest, house)).isTrue();
            }
            var broker = name(brokers.leader(requestsOf(house)));
            supervisor.kill(broker);
            FaultsIT.clear(cluster.directory(broker).resolve("log"), _ -> true);
            supervisor.release(broker);
            await(supervisor::isAllWell);
            await(() -> brokers.isLed(requestsOf(house)));
            return judge(history, house);
        }
    }

    @Test
    @Order(3)
    void what_is_kept_for_a_while_only_is_missed_later() throws Exception {
        brokers.create(CANARY, SHORT_RETENTION);
        assertGood(outliveCanary(house(2, false), Map.of("retention.ms", "-1")));
        assertBroken(outliveCanary(house(2, true), SHORT_RETENTION), Invariant.R2);
    }

    /** Books, sets how long events are kept, and waits until the brokers have thrown away what is kept for a short while. */
    private Verdict outliveCanary(House house, Map<String, String> kept) throws Exception {
        var canary = new TopicPartition(CANARY, 0);
        var events = new TopicPartition(Topics.BOOKING_EVENTS.name(), house.partition(Cluster.PARTITIONS));
        long before = brokers.beginning(canary);
        try (var history = history(house);
                var guest = new KafkaGuest(cluster.settings(), history)) {
            for (int i = 0; i < BOOKINGS; i++) {
                assertThat(book(guest, house)).isTrue();
            }
            await(() -> isAnswered(house));
            brokers.set(events.topic(), kept);
            sing();
            await(() -> brokers.beginning(canary) > before);
            await(() -> !kept.equals(SHORT_RETENTION) || brokers.beginning(events) > 0);
            return judge(history, house);
        }
    }

    private boolean isAnswered(House house) throws InterruptedException {
        return ask(house, null, Duration.ofSeconds(1)).findings().count(Invariant.R2) == 0;
    }

    private void sing() throws Exception {
        var config =
                Map.<String, Object>of("bootstrap.servers", cluster.settings().bootstrapServers());
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(CANARY, "la".getBytes(UTF_8))).get();
        }
    }

    private History history(House house) {
        return new History(directory.resolve(house.id() + ".jsonl"));
    }

    private boolean book(KafkaGuest guest, House house) {
        var id = new UUID(random.nextLong(), random.nextLong());
        var stay = Stay.any(random, house).paidAtTheDesk();
        return guest.ask(new Asked(id, "book", house.id(), stay.booking()), stay.request(id));
    }

    private static TopicPartition requestsOf(House house) {
        return new TopicPartition(Topics.BOOKING_REQUESTS.name(), house.partition(Cluster.PARTITIONS));
    }

    private static String name(int broker) {
        return broker == 1 ? Part.BROKER.id() : Part.BROKER.id() + "-" + broker;
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsMatching(it -> it instanceof ExecutionException)
                .until(condition);
    }

    private Verdict judge(History history, House house) throws InterruptedException {
        return ask(house, history.file(), QUIET_WITHIN);
    }

    private Verdict ask(House house, Path history, Duration wait) throws InterruptedException {
        var settings = cluster.settings();
        var question = new Checker.Question(
                settings.bootstrapServers(),
                Map.of(),
                URI.create(settings.registryUrl()),
                ledger().toString(),
                Set.of(house.id()),
                history,
                wait);
        return Checker.look(question, _ -> {});
    }

    private static void assertGood(Verdict verdict) {
        assertThat(FaultsIT.findings(verdict))
                .as("the same with the right setting")
                .isEmpty();
    }

    private static void assertBroken(Verdict verdict, Invariant invariant) {
        System.out.println("PlantedClusterBugsIT: red as it must be: " + FaultsIT.findings(verdict));
        assertThat(verdict.findings().count(invariant)).as("%s", invariant).isPositive();
    }
}
