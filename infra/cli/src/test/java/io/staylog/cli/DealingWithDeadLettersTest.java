package io.staylog.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.testing.TestPayments;
import io.staylog.cli.testing.TestStaylog;
import io.staylog.deadletters.Account;
import io.staylog.deadletters.DeadHeaders;
import io.staylog.deadletters.DeadRecord.Letter;
import io.staylog.deadletters.DeadRecord.Why;
import io.staylog.deadletters.LetterId;
import io.staylog.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An operator finds out what was put aside, and has it decided, edited or discarded; a real engine carries it out. */
class DealingWithDeadLettersTest {
    private static final AtomicInteger HOTELS = new AtomicInteger();
    private static final String PAYMENT = "0192f3a4-5b6c-7d8e-9f00-000000000001";
    private static final String OTHER = "0192f3a4-5b6c-7d8e-9f00-000000000002";

    @TempDir
    static Path directory;

    private static TestStaylog staylog;
    private static TestPayments payments;

    /** Each test has a hotel of its own. */
    private final String hotel = "hotel-" + HOTELS.incrementAndGet();

    @BeforeAll
    static void start() throws IOException {
        staylog = new TestStaylog(directory);
        payments = new TestPayments(staylog.settings(), directory.resolve("payments"));
    }

    @AfterAll
    static void stop() {
        payments.close();
        staylog.close();
    }

    @BeforeEach
    void breakTheRules() {
        payments.broken(true);
    }

    @Test
    void where_nothing_was_put_aside_there_is_nothing_to_list() {
        var run = list();
        assertThat(run.exit()).isZero();
        assertThat(run.out().strip()).isEqualTo("no dead letter is open");
    }

    @Test
    void what_could_not_be_decided_is_listed_and_told_all_about() {
        refund(PAYMENT, TestPayments.FATAL_MINOR);
        refund(PAYMENT, 2);
        refund(OTHER, 3);
        var letters = awaitLetters(2);

        assertThat(letters.get(0).path("state").asString()).isEqualTo("open");
        assertThat(letters.get(0).path("cause").asString()).isEqualTo("undecidable");
        assertThat(letters.get(0).path("type").asString()).isEqualTo("PaymentRefundRequested");
        assertThat(letters.get(0).path("about").asString()).isEqualTo(PAYMENT);
        assertThat(letters.get(1).path("state").asString()).isEqualTo("waiting");

        var shown = Cli.run(staylog, "dlq", "show", name(letters.get(0)));
        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(shown.out())
                .contains(
                        "no rule for an amount of 666",
                        "\"amountMinor\":666",
                        "staylog dlq retry " + name(letters.get(0)))
                .containsPattern("digest +[0-9a-f]{8}");
        assertThat(Cli.run(staylog, "dlq", "show", name(letters.get(1))).out())
                .contains("deal with " + name(letters.get(0)) + " first");
    }

    @Test
    void a_retry_after_the_program_was_mended_decides_it_and_what_waited() {
        refund(PAYMENT, TestPayments.FATAL_MINOR);
        refund(PAYMENT, 2);
        var first = name(awaitLetters(2).getFirst());

        var tooEarly = Cli.run(staylog, "dlq", "retry", first);
        assertThat(tooEarly.exit()).isEqualTo(3);
        assertThat(tooEarly.out()).contains("failed", "no rule for an amount of 666");

        payments.broken(false);
        var retried = Cli.run(staylog, "dlq", "retry", first, "--by", "anna", "--reason", "1.2.3 knows it", "--json");
        assertThat(retried.exit()).as(retried.out() + retried.err()).isZero();
        assertThat(Json.parse(retried.out(), "out").path(0).path("fate").asString())
                .isEqualTo("decided");
        assertThat(decided()).containsExactly("refund of 666", "refund of 2");
        assertThat(list().out()).contains("no dead letter is open");
        assertThat(list("--all").out()).contains("decided");
        assertThat(Cli.run(staylog, "dlq", "show", first).out())
                .contains("retry wanted by anna: 1.2.3 knows it", "failed, because of", "decided, because of");

        var again = Cli.run(staylog, "dlq", "retry", first);
        assertThat(again.exit()).isEqualTo(3);
        assertThat(again.out()).contains("refused", "dealt with before");
        assertThat(decided()).hasSize(2);
    }

    @Test
    void one_that_only_waits_cannot_be_retried_and_it_says_what_to_do() {
        refund(PAYMENT, TestPayments.FATAL_MINOR);
        refund(PAYMENT, 2);
        var letters = awaitLetters(2);
        var run = Cli.run(staylog, "dlq", "retry", name(letters.get(1)));
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("deal with " + name(letters.get(0)) + " first");
    }

    @Test
    void a_record_that_is_wrong_is_edited_and_the_bytes_that_came_in_are_kept() {
        refund(PAYMENT, TestPayments.FATAL_MINOR);
        var letter = name(awaitLetters(1).getFirst());
        var value = Cli.run(staylog, "dlq", "show", letter, "--value");
        assertThat(value.exit()).isZero();

        var wrong = Cli.runWith(
                staylog,
                value.out().replace("\"amountMinor\":666", "\"amountMinor\":\"66\""),
                "dlq",
                "edit",
                letter,
                "--reason",
                "typing error");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("$.amountMinor", "without quotes");

        var edited = Cli.runWith(
                staylog,
                value.out().replace("\"amountMinor\":666", "\"amountMinor\":66"),
                "dlq",
                "edit",
                letter,
                "--reason",
                "typing error");
        assertThat(edited.exit()).as(edited.out() + edited.err()).isZero();
        assertThat(decided()).containsExactly("refund of 66");
        assertThat(Cli.run(staylog, "dlq", "show", letter).out()).contains("\"amountMinor\":666", "typing error");
    }

    @Test
    void garbage_is_shown_in_hex_and_edited_under_the_type_that_it_was_meant_to_be() throws Exception {
        garbage();
        var letter = name(awaitLetters(1).getFirst());
        assertThat(Cli.run(staylog, "dlq", "show", letter).out()).contains("3 bytes: ff 01 02", "undecodable");
        assertThat(Cli.run(staylog, "dlq", "show", letter, "--value").err()).contains("--type");
        assertThat(Cli.runWith(staylog, "{}", "dlq", "edit", letter, "--reason", "x")
                        .err())
                .contains("name it with --type");

        var edited = Cli.runWith(
                staylog,
                document(PAYMENT, 7),
                "dlq",
                "edit",
                letter,
                "--type",
                "PaymentRefundRequested",
                "--reason",
                "as the partner told us");
        assertThat(edited.exit()).as(edited.out() + edited.err()).isZero();
        assertThat(decided()).containsExactly("refund of 7");
    }

    @Test
    void what_is_discarded_stays_listed_with_the_reason_and_sets_free_what_waited() {
        refund(PAYMENT, TestPayments.FATAL_MINOR);
        refund(PAYMENT, 2);
        var first = name(awaitLetters(2).getFirst());
        assertThat(Cli.run(staylog, "dlq", "discard", first).err()).contains("--reason");
        assertThat(Cli.run(staylog, "dlq", "discard", "--all", "--reason", "x").exit())
                .isEqualTo(2);

        var run = Cli.run(staylog, "dlq", "discard", first, "--reason", "a test", "--by", "anna");
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(decided()).containsExactly("refund of 2");
        assertThat(Cli.run(staylog, "dlq", "show", first).out()).contains("discarded", "by anna: a test");
    }

    @Test
    void all_of_one_cause_are_retried_at_once() {
        refund(PAYMENT, TestPayments.FATAL_MINOR);
        refund(OTHER, TestPayments.FATAL_MINOR);
        awaitLetters(2);
        payments.broken(false);
        var run = Cli.run(
                staylog,
                "dlq",
                "retry",
                "--all",
                "--cause",
                "undecidable",
                "--topic",
                "payment.requests",
                "--hotel",
                hotel);
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(decided()).containsExactly("refund of 666", "refund of 666");
    }

    @Test
    void a_service_that_is_away_carries_it_out_later_and_the_exit_status_says_that_it_is_open() {
        refund(PAYMENT, TestPayments.FATAL_MINOR);
        var first = name(awaitLetters(1).getFirst());
        payments.close();
        var run = Cli.run(staylog, "dlq", "retry", first, "--timeout", "300ms");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.out()).contains("unknown", "it will when it can");

        payments = new TestPayments(staylog.settings(), directory.resolve("payments"));
        payments.broken(false);
        await().until(() -> decided().equals(List.of("refund of 666")));
    }

    @Test
    void a_letter_that_a_rebuild_mends_is_not_retried_and_discarded_at_once() throws Exception {
        var id = new LetterId(Topics.PAYMENT_EVENTS.name(), 0, 5);
        var record = new ProducerRecord<>(Topics.PAYMENT_EVENTS.dead(), 0, hotel, new byte[] {1});
        var letter = new Letter("reporting-service", id, Why.of("unprojectable", "too long"), null, null, 0);
        DeadHeaders.add(record.headers(), letter, OptionalInt.empty());
        DeadHeaders.put(record.headers(), DeadHeaders.REMEDY, "rebuild");
        write(record);
        assertThat(Cli.run(staylog, "dlq", "retry", id.toString()).err()).contains("rebuild its rows from the log");
        assertThat(Cli.run(staylog, "dlq", "discard", id.toString(), "--reason", "rebuilt")
                        .exit())
                .isZero();
        assertThat(list().out()).contains("no dead letter is open");
    }

    @Test
    void names_that_are_none_are_explained() {
        assertThat(Cli.run(staylog, "dlq", "show", "nonsense").err()).contains("topic/partition/offset");
        assertThat(Cli.run(staylog, "dlq", "show", "booking.requests/0/99").err())
                .contains("there is no dead letter");
        assertThat(Cli.run(staylog, "dlq", "retry").err()).contains("--all");
        assertThat(list("--topic", "nowhere").err()).contains("booking.requests");
    }

    @Test
    void the_doctor_adds_up_what_came_in_and_what_became_of_it() throws Exception {
        refund(PAYMENT, TestPayments.FATAL_MINOR);
        refund(PAYMENT, 2);
        var decided = refund(OTHER, 3);
        garbage();
        awaitLetters(3);
        var sum = sum();
        assertThat(sum.in()).isEqualTo(sum.decided() + sum.dead() + sum.parked());
        assertThat(sum.dead()).isGreaterThanOrEqualTo(2);
        assertThat(sum.parked()).isPositive();

        var forged = new ProducerRecord<>(Topics.PAYMENT_REQUESTS.dead(), decided.partition(), hotel, new byte[] {1});
        DeadHeaders.add(
                forged.headers(),
                new Letter(TestPayments.GROUP, decided, Why.of("forged", "y"), null, null, 0),
                OptionalInt.empty());
        write(forged);
        try {
            assertThat(Cli.run(staylog, "doctor").out())
                    .containsPattern(
                            "WRONG +payment-service on payment.requests +.*has [0-9]+ of the [0-9]+ put aside");
        } finally {
            clear(Topics.PAYMENT_REQUESTS.dead(), decided.partition());
        }
    }

    /** What the doctor says of all that these tests have asked for, as numbers. */
    private Account sum() {
        var line = Pattern.compile(
                        "OK +payment-service on payment.requests +([0-9]+) in = ([0-9]+) decided \\+ ([0-9]+)"
                                + " skipped \\+ ([0-9]+) dead \\+ ([0-9]+) put behind them \\+ ([0-9]+) sent on")
                .matcher(Cli.run(staylog, "doctor").out());
        assertThat(line.find()).isTrue();
        var numbers = new long[7];
        for (int i = 1; i < numbers.length; i++) {
            numbers[i] = Long.parseLong(line.group(i));
        }
        return new Account(0, numbers[1], numbers[2], numbers[4], numbers[5], numbers[3], numbers[6]);
    }

    private static void clear(String topic, int partition) throws Exception {
        try (var admin = new KafkaClients(staylog.settings()).admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        }
    }

    private int partition() {
        return KafkaClients.partition(hotel, 4);
    }

    private LetterId refund(String payment, long amountMinor) {
        var run = Cli.runWith(
                staylog, document(payment, amountMinor), "events", "publish", "--type", "PaymentRefundRequested");
        assertThat(run.exit()).as(run.err()).isZero();
        return LetterId.parse(run.out().split(" ")[0]).orElseThrow();
    }

    private Cli.Run list(String... more) {
        var all = new ArrayList<>(List.of("dlq", "list", "--hotel", hotel));
        all.addAll(List.of(more));
        return Cli.run(staylog, all.toArray(String[]::new));
    }

    private String document(String payment, long amountMinor) {
        return Json.line(Json.object()
                .put("requestId", UUID.randomUUID().toString())
                .put("hotelId", hotel)
                .put("paymentId", payment)
                .put("amountMinor", amountMinor)
                .put("businessDate", "2027-05-01"));
    }

    private void garbage() throws Exception {
        write(new ProducerRecord<>(Topics.PAYMENT_REQUESTS.name(), partition(), hotel, new byte[] {(byte) 0xff, 1, 2}));
    }

    private void write(ProducerRecord<String, byte[]> record) throws Exception {
        try (var producer = new KafkaClients(staylog.settings()).producer(Duration.ofMinutes(1))) {
            producer.send(record).get();
        }
    }

    private List<JsonNode> awaitLetters(int count) {
        var letters = new ArrayList<JsonNode>();
        await().until(() -> {
            letters.clear();
            Json.parse(list("--json").out(), "out").forEach(letters::add);
            return letters.size() == count;
        });
        return letters;
    }

    private static String name(JsonNode letter) {
        return letter.path("letter").asString();
    }

    private List<String> decided() {
        var clients = new KafkaClients(staylog.settings());
        try (var consumer = clients.consumer(true)) {
            var at = new TopicPartition(Topics.PAYMENT_EVENTS.name(), partition());
            consumer.assign(List.of(at));
            consumer.seekToBeginning(List.of(at));
            long end = consumer.endOffsets(List.of(at)).get(at);
            var found = new ArrayList<String>();
            while (consumer.position(at) < end) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    if (hotel.equals(new String(record.key(), UTF_8))) {
                        found.add(new String(record.value(), UTF_8));
                    }
                }
            }
            return found;
        }
    }
}
