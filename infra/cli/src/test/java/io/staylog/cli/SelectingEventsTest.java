package io.staylog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.testing.TestStaylog;
import io.staylog.deadletters.DeadHeaders;
import io.staylog.deadletters.DeadRecord.Letter;
import io.staylog.deadletters.DeadRecord.Why;
import io.staylog.deadletters.LetterId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectingEventsTest {
    private static final int PARTITIONS = 4;

    @TempDir
    static Path directory;

    static TestStaylog staylog;

    @BeforeAll
    static void start() throws IOException {
        staylog = new TestStaylog(directory);
    }

    @AfterAll
    static void stop() {
        staylog.close();
    }

    @Test
    void a_topic_that_does_not_exist_is_misuse_and_the_topics_are_named() {
        for (var command : List.of("tail", "export")) {
            var run = Cli.run(staylog, "events", command, "--topic", "moon.events");

            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err())
                    .contains("there is no topic moon.events; topics are booking.requests, booking.events");
        }
    }

    @Test
    void a_type_that_does_not_exist_is_misuse_and_near_ones_are_proposed() {
        assertThat(tail("--type", "BookingConfirmd").err()).contains("did you mean BookingConfirmed?");
        assertThat(tail("--type", "voided").err()).contains("did you mean PaymentVoided?");
        assertThat(tail("--type", "Nope").exit()).isEqualTo(2);
        assertThat(tail("--type", "Nope").err())
                .contains("--type")
                .contains("Nope")
                .contains("BookingHeld");
    }

    @Test
    void any_type_may_be_looked_for_in_dead_letters_and_by_its_full_name() {
        assertThat(tail("--type", "Nope", "--topic", "booking.requests.dead").exit())
                .isZero();
        assertThat(tail("--type", "io.staylog.old.Nope").exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--last=-1", "--limit=-1", "--from-offset=-5", "--partition=-1"})
    void a_negative_number_is_misuse_and_named(String option) {
        var run = tail(option);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(option.substring(0, option.indexOf('=')) + " must be 0 or more");
    }

    @Test
    void a_dead_letter_says_why_it_is_one_and_where_it_came_from() throws Exception {
        var dead = new ProducerRecord<>("payment.requests.dead", 1, "rio", new byte[] {1, 2, 3});
        var id = new LetterId("payment.requests", 1, 17);
        var why = Why.of("no-key", "the record has no key");
        DeadHeaders.add(dead.headers(), new Letter("test", id, why, null, null, 0), OptionalInt.empty());
        try (var producer = new KafkaClients(staylog.settings()).producer(Duration.ofMinutes(1))) {
            producer.send(dead).get();
        }

        var run = tail("--topic", "payment.requests.dead");

        assertThat(run.out()).contains("no-key: the record has no key (from payment.requests/1/17)");
    }

    /** Far more than may wait, and the partitions are written one after the other. */
    @Test
    void records_of_all_partitions_come_in_the_order_of_time() throws Exception {
        write(6_000);

        var export = Cli.run(staylog, "events", "export", "--topic", "guest.profiles.dead");
        var tail = tail("--topic", "guest.profiles.dead", "--from-offset", "0", "--limit", "5000", "--json");

        assertThat(times(export)).hasSize(6_000).isSorted();
        assertThat(tail.lines()).isEqualTo(export.lines().subList(0, 5_000));
    }

    /** Each second belongs to one partition by chance, so that some run far ahead of others. */
    private static void write(int count) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        // Brokers take nothing from the future, and keep dead letters for weeks.
        long start = Instant.now().minus(Duration.ofDays(1)).toEpochMilli();
        var owners = random.ints(count, 0, PARTITIONS).toArray();
        try (var producer = new KafkaClients(staylog.settings()).producer(Duration.ofMinutes(1))) {
            Future<RecordMetadata> sent = null;
            for (int partition = 0; partition < PARTITIONS; partition++) {
                for (int i = 0; i < count; i++) {
                    // The last third is of one partition alone.
                    if ((i > count * 2 / 3 ? 0 : owners[i]) == partition) {
                        long time = start + i * 1_000L;
                        sent = producer.send(new ProducerRecord<>(
                                "guest.profiles.dead", partition, time, "guest", new byte[] {(byte) i}));
                    }
                }
                sent.get();
            }
        }
    }

    private static List<String> times(Cli.Run run) {
        return run.lines().stream()
                .map(line -> Json.parse(line, "event").path("timestamp").asString())
                .toList();
    }

    private static Cli.Run tail(String... options) {
        return Cli.run(
                staylog,
                Stream.concat(Stream.of("events", "tail"), Stream.of(options)).toArray(String[]::new));
    }
}
