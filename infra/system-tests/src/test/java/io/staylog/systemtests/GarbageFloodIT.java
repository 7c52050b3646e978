package io.staylog.systemtests;

import static io.staylog.systemtests.Books.eventually;
import static io.staylog.systemtests.TestHotel.FLEX;
import static io.staylog.systemtests.TestHotel.GOOD;
import static io.staylog.systemtests.TestHotel.PREPAID;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.deadletters.Account;
import io.staylog.deadletters.DeadHeaders;
import io.staylog.deadletters.DeadRecord.Letter;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Ten thousand records on each topic that are none: random bytes, real records cut off, with bits flipped, of the wrong type.
 * Everybody stays up, other hotels book on, and every single record is accounted for by everybody who reads the topic.
 */
@Order(10) // What it leaves behind, others would have to read.
@ExtendWith(Staylog.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GarbageFloodIT {
    private static final int PER_TOPIC = Integer.getInteger("staylog.garbage", 10_000);
    private static final long PACE_MS = 100;
    private static final int CALM_BOOKINGS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Who reads a topic that other services write to, by consumer group. */
    private static final Map<Topic, List<String>> READERS = Map.of(
            Topics.BOOKING_REQUESTS, List.of("booking-service"),
            Topics.BOOKING_EVENTS, List.of("payment-service", "staylog-reporting"),
            Topics.PAYMENT_REQUESTS, List.of("payment-service"),
            Topics.PAYMENT_EVENTS, List.of("booking-service", "staylog-reporting"),
            Topics.BANK_CALLS, List.of("payment-bank-worker"),
            Topics.BANK_ANSWERS, List.of("payment-service"));

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Map<UUID, Long> askedAtMs = new ConcurrentHashMap<>();
    private Staylog staylog;
    private Log log;
    private EventDeserializer decoder;
    private TestHotel other;

    @BeforeAll
    void start(Staylog running) {
        System.out.println("GarbageFloodIT -Dseed=" + seed);
        staylog = running;
        log = running.log();
        var registry = new SchemaRegistry(URI.create(running.settings().registryUrl()));
        decoder = new EventDeserializer(registry, Topics.BOOKING_EVENTS);
        other = TestHotel.open(staylog, "calm", 50_000);
    }

    @AfterAll
    void close() {
        thread.shutdownNow();
        log.close();
    }

    @Test
    void ten_thousand_on_each_topic_stop_nobody_and_none_is_forgotten() throws Exception {
        var before = accounts();
        var lettersBefore = letters();
        thread.scheduleAtFixedRate(this::bookElsewhere, 0, PACE_MS, TimeUnit.MILLISECONDS);
        eventually(() -> assertThat(askedAtMs).hasSizeGreaterThan(CALM_BOOKINGS));
        var calm = List.copyOf(askedAtMs.keySet());
        long floodedAt = System.currentTimeMillis();
        flood();
        awaitAccounted(before, lettersBefore);
        long floodMs = System.currentTimeMillis() - floodedAt;
        thread.shutdown();
        assertThat(thread.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

        var confirmed = confirmed();
        eventually(() -> assertThat(confirmed().keySet()).containsAll(askedAtMs.keySet()));
        confirmed.putAll(confirmed());
        var during = new HashSet<>(askedAtMs.keySet());
        calm.forEach(during::remove);
        System.out.printf(
                "GarbageFloodIT: other hotels' bookings, from asked to confirmed on the log: %s before, %s beside the flood%n",
                times(confirmed, calm), times(confirmed, List.copyOf(during)));
        // Had they stood behind the flood, they would have waited as long as it lasted.
        assertThat(waits(confirmed, List.copyOf(during)).getLast())
                .as("longest wait of another hotel's booking, in ms, beside a flood of " + floodMs + " ms")
                .isLessThan(floodMs / 2);
        for (var service : List.of(staylog.booking(), staylog.payment(), staylog.reporting())) {
            service.get("/actuator/health/readiness").expect(200);
        }
        var last = other.booked(PREPAID, 40, 42);
        assertThat(last.at("/status").asString()).isEqualTo("CONFIRMED");
    }

    private void bookElsewhere() {
        var request = other.request(FLEX, 10, 11, GOOD);
        askedAtMs.put(request.getBookingId(), System.currentTimeMillis());
        log.ask(other.id(), request);
    }

    private Map<UUID, Long> confirmed() {
        var at = new HashMap<UUID, Long>();
        var topic = Topics.BOOKING_EVENTS;
        for (var record : log.readRaw(topic.name(), List.of(log.partition(other.id())))) {
            // What stands beside them is garbage of ours.
            if (topic.isFromOwner(record)
                    && decoder.deserialize(topic.name(), record.value()) instanceof BookingConfirmed it
                    && it.getHotelId().equals(other.id())) {
                at.put(it.getBookingId(), record.timestamp());
            }
        }
        return at;
    }

    private List<Long> waits(Map<UUID, Long> confirmed, List<UUID> bookings) {
        return bookings.stream()
                .map(booking -> confirmed.get(booking) - askedAtMs.get(booking))
                .sorted()
                .toList();
    }

    private String times(Map<UUID, Long> confirmed, List<UUID> bookings) {
        var sorted = waits(confirmed, bookings);
        return sorted.size() + " bookings, p50 " + sorted.get(sorted.size() / 2) + " ms, p99 "
                + sorted.get(sorted.size() * 99 / 100) + " ms";
    }

    /** Under keys of many hotels, most of them in their place. */
    private void flood() {
        var random = new Random(seed);
        var samples = samples();
        for (var topic : Topics.all()) {
            int partitions = log.partitions(topic.name());
            for (int i = 0; i < PER_TOPIC; i++) {
                var key = "victim-" + random.nextInt(50);
                var partition = random.nextInt(10) == 0 ? (Integer) random.nextInt(partitions) : null;
                var sent = log.write(topic, partition, key, garbage(random, samples));
                if (i % 1_000 == 999) {
                    Log.done(sent);
                }
            }
        }
    }

    /** Real records of every topic so far. */
    private List<byte[]> samples() {
        var samples = new ArrayList<byte[]>();
        for (var topic : Topics.all()) {
            log.readRaw(topic.name(), partitions(topic.name())).stream()
                    .filter(record -> record.value() != null)
                    .limit(200)
                    .forEach(record -> samples.add(record.value()));
        }
        assertThat(samples).isNotEmpty();
        return samples;
    }

    private static byte[] garbage(Random random, List<byte[]> samples) {
        var real = samples.get(random.nextInt(samples.size()));
        return switch (random.nextInt(4)) {
            case 0 -> {
                var bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
                yield bytes;
            }
            case 1 -> Arrays.copyOf(real, random.nextInt(real.length));
            case 2 -> {
                var flipped = real.clone();
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            default -> real; // Under a key that is not its own, and mostly on a topic that is not its own.
        };
    }

    /** Every reader's account has all of them, and as many letters as it counts are there. */
    private void awaitAccounted(Map<String, Account> before, Map<String, Long> lettersBefore) {
        Books.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(3)).untilAsserted(() -> {
            var accounts = accounts();
            var letters = letters();
            var told = new TreeMap<String, String>();
            READERS.forEach((topic, groups) -> {
                for (var group : groups) {
                    var name = group + " on " + topic.name();
                    long kept = letters.getOrDefault(name, 0L) - lettersBefore.getOrDefault(name, 0L);
                    if (accounts.containsKey(name)) {
                        var now = accounts.get(name);
                        var then = before.getOrDefault(name, new Account(0, 0, 0, 0, 0, 0, 0));
                        assertThat(now.missing()).as(name).isZero();
                        assertThat(now.in() - then.in()).as(name).isGreaterThanOrEqualTo(PER_TOPIC);
                        assertThat(kept)
                                .as("letters of " + name)
                                .isEqualTo(now.dead() + now.parked() - then.dead() - then.parked());
                        told.put(name, now + ", " + kept + " letters");
                    } else {
                        // Whoever does not sign as the owner is not believed, so here nothing but letters comes of it.
                        assertThat(kept).as("letters of " + name).isEqualTo(PER_TOPIC);
                        told.put(name, kept + " letters");
                    }
                }
            });
            System.out.println("GarbageFloodIT: accounted for:");
            told.forEach((name, sum) -> System.out.println("  " + name + ": " + sum));
        });
    }

    /** By group and topic, from beside the groups' positions. */
    private Map<String, Account> accounts() throws Exception {
        var sums = new HashMap<String, Account>();
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", staylog.settings().bootstrapServers()))) {
            for (var group : List.of("booking-service", "payment-service")) {
                var positions = admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get();
                positions.forEach((at, position) -> Account.parse(position.metadata())
                        .ifPresent(account -> sums.merge(name(group, at), account, Account::plus)));
            }
        }
        return sums;
    }

    private static String name(String group, TopicPartition at) {
        return group + " on " + at.topic();
    }

    private Map<String, Long> letters() {
        var counts = new HashMap<String, Long>();
        var seen = new HashSet<String>();
        for (var topic : Topics.all()) {
            for (var record : log.readRaw(topic.dead(), partitions(topic.dead()))) {
                if (DeadHeaders.read(record).orElse(null) instanceof Letter letter
                        && seen.add(letter.group() + " " + letter.letter())) {
                    counts.merge(letter.group() + " on " + topic.name(), 1L, Long::sum);
                }
            }
        }
        return counts;
    }

    private List<Integer> partitions(String topic) {
        return IntStream.range(0, log.partitions(topic)).boxed().toList();
    }
}
