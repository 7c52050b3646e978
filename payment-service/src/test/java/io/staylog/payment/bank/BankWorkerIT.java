package io.staylog.payment.bank;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.BankAnswered;
import io.staylog.schemas.payment.BankCallInstructed;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.BankOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Against a real broker of its own; each test leaves everything done behind. */
@TestMethodOrder(org.junit.jupiter.api.MethodOrderer.MethodName.class)
class BankWorkerIT {
    private static final BankScene SCENE = new BankScene();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ZERO;

    @AfterAll
    static void close() {
        SCENE.close();
    }

    private static UUID[] payments(int count) {
        return IntStream.range(0, count).mapToObj(_ -> UUID.randomUUID()).toArray(UUID[]::new);
    }

    private static BankCallInstructed[] calls(String hotelId, UUID... payments) {
        return Stream.of(payments)
                .map(payment -> BankScene.call(hotelId, payment))
                .toArray(BankCallInstructed[]::new);
    }

    private static void awaitAllCommitted(String hotelId) {
        int partition = BankScene.partitionOf(hotelId);
        await().atMost(PATIENCE).until(() -> SCENE.committed(partition) == SCENE.end(partition));
    }

    @Test
    void an_answer_names_what_it_answers_and_carries_the_trace_on() {
        var anna = UUID.randomUUID();
        try (var worker = SCENE.worker(new ScriptedBank(AT_ONCE))) {
            worker.start();
            SCENE.instruct(BankScene.call("rio", anna));
            var answer = SCENE.awaitAnswers(1, anna).getFirst();
            assertThat(answer.getOutcome()).isEqualTo(BankOutcome.APPROVED);
            assertThat(answer.getAmountMinor()).isEqualTo(100_00);
            assertThat(answer.getGatewayKey()).isEqualTo(anna + ":key:1");
            var record = SCENE.recordOf(answer);
            assertThat(new String(record.key(), UTF_8)).isEqualTo("rio");
            assertThat(record.partition()).isEqualTo(BankScene.partitionOf("rio"));
            assertThat(EventHeaders.text(record.headers(), EventHeaders.CAUSE)).isEqualTo("cause-1");
            assertThat(EventHeaders.text(record.headers(), EventHeaders.TRACE_PARENT))
                    .isEqualTo("00-9641f53155919e676a96e3ad919e32bf-6fc58f4b43624817-01");
            awaitAllCommitted("rio");
        }
    }

    @Test
    void many_calls_of_one_hotel_are_with_the_bank_at_the_same_time_but_not_more_than_allowed() {
        var guests = payments(60);
        var bank = new ScriptedBank(AT_ONCE);
        var held = bank.holdAll();
        var settings = SCENE.settings("one").withInFlightMax(20);
        try (var worker = SCENE.worker(bank, settings, InstantSource.system())) {
            worker.start();
            SCENE.instruct(calls("rio", guests));
            await().atMost(PATIENCE).until(() -> bank.running() >= 20);
            held.countDown();
            assertThat(SCENE.awaitAnswers(60, guests)).hasSize(60);
            assertThat(bank.runningMost()).isEqualTo(20);
            awaitAllCommitted("rio");
        }
    }

    @Test
    void more_instructions_than_fit_into_memory_wait_on_the_log() {
        var guests = payments(500);
        var bank = new ScriptedBank(Duration.ofMillis(20));
        var settings = SCENE.settings("one").withInFlightMax(4);
        try (var worker = SCENE.worker(bank, settings, InstantSource.system())) {
            worker.start();
            SCENE.instruct(calls("rio", guests));
            assertThat(SCENE.awaitAnswers(500, guests)).hasSize(500);
            assertThat(bank.runningMost()).isLessThanOrEqualTo(4);
            awaitAllCommitted("rio");
        }
    }

    @Test
    void a_slow_call_holds_up_nobody_else_and_its_position_is_not_passed() {
        var anna = UUID.randomUUID();
        var others = payments(50);
        var bank = new ScriptedBank(AT_ONCE);
        var slow = bank.hold(anna);
        int partition = BankScene.partitionOf("rio");
        long before = SCENE.end(partition);
        try (var worker = SCENE.worker(bank)) {
            worker.start();
            SCENE.instruct(BankScene.call("rio", anna));
            SCENE.instruct(calls("rio", others));
            SCENE.awaitAnswers(50, others);
            assertThat(SCENE.answersAbout(List.of(anna))).isEmpty();
            assertThat(SCENE.committed(partition)).isLessThanOrEqualTo(before);
            slow.countDown();
            SCENE.awaitAnswers(1, anna);
            awaitAllCommitted("rio");
        }
    }

    @Test
    void the_calls_of_one_payment_are_made_one_after_the_other_in_order() {
        var anna = UUID.randomUUID();
        var bank = new ScriptedBank(Duration.ofMillis(30));
        try (var worker = SCENE.worker(bank)) {
            worker.start();
            SCENE.instruct(IntStream.rangeClosed(1, 12)
                    .mapToObj(no ->
                            BankScene.call("rio", anna, no % 3 == 0 ? BankOperation.LOOKUP : BankOperation.REFUND, no))
                    .toArray(BankCallInstructed[]::new));
            var answers = SCENE.awaitAnswers(12, anna);
            assertThat(answers.stream().map(BankAnswered::getAttemptNo))
                    .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
            assertThat(bank.runningMost()).isEqualTo(1);
            assertThat(bank.orders().stream().filter(BankOrder::isLookup)).hasSize(4);
            awaitAllCommitted("rio");
        }
    }

    @Test
    void after_a_crash_what_was_not_done_is_carried_out_again_under_the_same_key() {
        var anna = UUID.randomUUID();
        var others = payments(5);
        var dying = new ScriptedBank(AT_ONCE);
        dying.hold(anna);
        try (var worker = SCENE.worker(dying)) {
            worker.start();
            SCENE.instruct(BankScene.call("rio", anna));
            SCENE.instruct(calls("rio", others));
            SCENE.awaitAnswers(5, others);
        } // It does not wait for ever for Anna's call: for its successor that is as if it had been killed.
        var bank = new ScriptedBank(AT_ONCE);
        bank.answer(anna, new NotExecuted("refused"));
        try (var worker = SCENE.worker(bank)) {
            worker.start();
            var answer = SCENE.awaitAnswers(1, anna).getFirst();
            assertThat(answer.getOutcome())
                    .as("the first delivery may have had an effect")
                    .isEqualTo(BankOutcome.OUTCOME_UNKNOWN);
            awaitAllCommitted("rio");
            assertThat(bank.keysOf(anna)).isEqualTo(dying.keysOf(anna)).hasSize(1);
        }
    }

    @Test
    void what_was_certainly_not_delivered_before_is_not_executed_where_the_bank_cannot_be_reached() {
        var anna = UUID.randomUUID();
        var bank = new ScriptedBank(AT_ONCE);
        bank.answer(anna, new NotExecuted("refused"));
        try (var worker = SCENE.worker(bank)) {
            worker.start();
            await().atMost(PATIENCE).until(() -> worker.status().partitions() == BankScene.PARTITIONS);
            SCENE.instruct(BankScene.call("rio", anna));
            assertThat(SCENE.awaitAnswers(1, anna).getFirst().getOutcome()).isEqualTo(BankOutcome.NOT_EXECUTED);
            assertThat(worker.status().banks().get("scripted").trouble()).isEqualTo("refused");
            awaitAllCommitted("rio");
        }
    }

    @Test
    void a_bank_that_hangs_holds_up_no_hotel_of_another_bank() {
        var dead = new ScriptedBank(AT_ONCE);
        var held = dead.holdAll();
        var good = new ScriptedBank(AT_ONCE);
        var stranded = payments(400);
        var others = payments(200);
        // Four calls at one time and sixteen in memory: far fewer than the dead bank has to carry out.
        var settings = SCENE.settings("one").withInFlightMax(4);
        try (var worker = SCENE.worker(new Gateways("good", Map.of("good", good, "dead", dead)), settings)) {
            worker.start();
            await().atMost(PATIENCE).until(() -> worker.status().partitions() == BankScene.PARTITIONS);
            SCENE.instruct(Stream.of(stranded)
                    .map(payment -> BankScene.call("rio", payment, "dead"))
                    .toArray(BankCallInstructed[]::new));
            await().atMost(PATIENCE).until(() -> dead.running() == 4);
            SCENE.instruct(calls("rio", others)); // Of the same partition.
            assertThat(SCENE.awaitAnswers(200, others)).allMatch(answer -> answer.getOutcome() == BankOutcome.APPROVED);
            assertThat(dead.running()).isEqualTo(4);
            held.countDown();
            var answers = SCENE.awaitAnswers(400, stranded);
            assertThat(answers).hasSize(400);
            assertThat(answers).filteredOn(BankAnswered::getNotTried).hasSizeGreaterThan(300);
            assertThat(dead.orders()).hasSizeLessThan(100);
            awaitAllCommitted("rio");
        }
    }

    @Test
    void a_call_to_a_bank_that_is_left_alone_was_not_tried_unless_it_may_have_been_sent_before() {
        var bank = new ScriptedBank(AT_ONCE);
        var anna = UUID.randomUUID();
        var bela = UUID.randomUUID();
        bank.answer(anna, new NotExecuted("refused"));
        // Both may have been with a predecessor; the first one shows that the bank is away.
        SCENE.instruct(BankScene.call("rio", anna), BankScene.call("rio", anna, BankOperation.VOID, 2));
        var settings = SCENE.settings("one")
                .withBreaker(new BreakerSettings(Duration.ofSeconds(10), 1, 50, Duration.ofMinutes(1), 1));
        try (var worker = SCENE.worker(bank, settings, InstantSource.system())) {
            worker.start();
            var old = SCENE.awaitAnswers(2, anna).getLast();
            assertThat(worker.status().banks().get("scripted").breaker()).isEqualTo("open");
            assertThat(bank.keysOf(anna)).hasSize(1);
            assertThat(old.getOutcome()).isEqualTo(BankOutcome.OUTCOME_UNKNOWN);
            assertThat(old.getMessage()).contains("left alone").contains("may have been carried out before");
            SCENE.instruct(BankScene.call("rio", bela));
            var fresh = SCENE.awaitAnswers(1, bela).getFirst();
            assertThat(fresh.getOutcome()).isEqualTo(BankOutcome.NOT_EXECUTED);
            assertThat(fresh.getNotTried()).isTrue();
            assertThat(bank.keysOf(bela)).isEmpty();
            awaitAllCommitted("rio");
        }
    }

    @Test
    void an_instruction_to_a_bank_that_is_not_set_up_is_answered_and_not_sent() {
        var anna = UUID.randomUUID();
        var bank = new ScriptedBank(AT_ONCE);
        try (var worker = SCENE.worker(bank)) {
            worker.start();
            await().atMost(PATIENCE).until(() -> worker.status().partitions() == BankScene.PARTITIONS);
            SCENE.instruct(BankScene.call("rio", anna, "gone"));
            var answer = SCENE.awaitAnswers(1, anna).getFirst();
            assertThat(answer.getOutcome()).isEqualTo(BankOutcome.NOT_EXECUTED);
            assertThat(answer.getNotTried()).isTrue();
            assertThat(answer.getMessage()).contains("no bank gone is set up");
            assertThat(bank.orders()).isEmpty();
            awaitAllCommitted("rio");
        }
    }

    @Test
    void an_instruction_whose_key_the_bank_may_have_forgotten_is_not_sent_but_a_question_is() {
        var anna = UUID.randomUUID();
        var bela = UUID.randomUUID();
        var bank = new ScriptedBank(AT_ONCE);
        SCENE.instruct(BankScene.call("rio", anna), BankScene.call("rio", bela, BankOperation.LOOKUP, 1));
        InstantSource tomorrow = () -> Instant.now().plus(Duration.ofHours(25));
        try (var worker = SCENE.worker(bank, SCENE.settings("one"), tomorrow)) {
            worker.start();
            assertThat(SCENE.awaitAnswers(1, anna).getFirst().getOutcome()).isEqualTo(BankOutcome.OUTCOME_UNKNOWN);
            assertThat(SCENE.awaitAnswers(1, bela).getFirst().getOutcome()).isEqualTo(BankOutcome.APPROVED);
            assertThat(bank.keysOf(anna)).isEmpty();
            assertThat(bank.orders()).hasSize(1);
            awaitAllCommitted("rio");
        }
    }

    @Test
    void what_cannot_be_read_is_kept_for_a_person_and_the_others_go_on() throws Exception {
        var anna = UUID.randomUUID();
        try (var worker = SCENE.worker(new ScriptedBank(AT_ONCE));
                var dead = SCENE.reader()) {
            worker.start();
            SCENE.write("rio", "nonsense".getBytes(UTF_8));
            SCENE.instruct(BankScene.call("rio", anna));
            SCENE.awaitAnswers(1, anna);
            awaitAllCommitted("rio");
            dead.subscribe(List.of(Topics.BANK_CALLS.dead()));
            await().atMost(PATIENCE)
                    .until(() -> !dead.poll(Duration.ofMillis(200)).isEmpty());
        }
    }

    @Test
    void an_instruction_of_an_aborted_transaction_was_never_given() {
        var anna = UUID.randomUUID();
        var bela = UUID.randomUUID();
        var bank = new ScriptedBank(AT_ONCE);
        Map<String, Object> settings =
                Map.of("bootstrap.servers", SCENE.broker.bootstrapServers(), "transactional.id", "aborts");
        try (var worker = SCENE.worker(bank);
                var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            worker.start();
            producer.initTransactions();
            producer.beginTransaction();
            SCENE.instruct(producer, BankScene.call("rio", anna));
            producer.abortTransaction();
            SCENE.instruct(BankScene.call("rio", bela));
            SCENE.awaitAnswers(1, bela);
            assertThat(bank.keysOf(anna)).isEmpty();
            awaitAllCommitted("rio");
        }
    }

    @Test
    void two_workers_share_the_work_and_one_that_leaves_loses_nothing() {
        var hotels = List.of("rio", "oslo", "lima", "bern", "graz", "porto");
        var first = payments(60);
        var second = payments(60);
        var bank = new ScriptedBank(Duration.ofMillis(100));
        var other = SCENE.worker(bank, SCENE.settings("two"), InstantSource.system());
        try (var worker = SCENE.worker(bank)) {
            worker.start();
            other.start();
            for (int i = 0; i < first.length; i++) {
                SCENE.instruct(BankScene.call(hotels.get(i % hotels.size()), first[i]));
            }
            SCENE.awaitAnswers(60, first);
            await().atMost(PATIENCE)
                    .until(() ->
                            worker.status().partitions() == 2 && other.status().partitions() == 2);
            for (int i = 0; i < second.length; i++) {
                SCENE.instruct(BankScene.call(hotels.get(i % hotels.size()), second[i]));
            }
            other.close();
            assertThat(SCENE.awaitAnswers(60, second).stream()
                            .map(BankAnswered::getPaymentId)
                            .distinct())
                    .hasSize(60);
            hotels.forEach(BankWorkerIT::awaitAllCommitted);
        } finally {
            other.close();
        }
    }

    @Test
    void z_a_broker_that_is_killed_and_comes_back_is_survived() {
        var anna = UUID.randomUUID();
        var bela = UUID.randomUUID();
        var bank = new ScriptedBank(AT_ONCE);
        var slow = bank.hold(anna);
        try (var worker = SCENE.worker(bank)) {
            worker.start();
            SCENE.instruct(BankScene.call("rio", anna));
            await().atMost(PATIENCE).until(() -> bank.keysOf(anna).size() == 1);
            SCENE.broker.kill();
            slow.countDown(); // The answer comes while there is nobody to take it.
            SCENE.broker.restart();
            SCENE.awaitAnswers(1, anna);
            SCENE.instruct(BankScene.call("rio", bela));
            SCENE.awaitAnswers(1, bela);
            awaitAllCommitted("rio");
        }
    }
}
