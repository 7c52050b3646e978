package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.deadletters.Account;
import io.staylog.deadletters.DeadHeaders;
import io.staylog.deadletters.DeadRecord;
import io.staylog.deadletters.DeadRecord.Fate;
import io.staylog.deadletters.DeadRecord.Letter;
import io.staylog.deadletters.DeadRecord.Mark;
import io.staylog.deadletters.DeadRecord.Order;
import io.staylog.deadletters.DeadRecord.Wish;
import io.staylog.deadletters.LetterId;
import io.staylog.eventsourcing.World.Running;
import io.staylog.realbroker.RealBroker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be read or decided is put aside, what builds on it waits for it, everything else flows. */
class DeadLettersTest {
    private static final byte[] GARBAGE = {(byte) 0xff, 1, 2};

    private final World world = new World(2);
    private final String key = world.keyOf(1);
    private final LetterId first = new LetterId(world.topology.requests(), 1, 0);

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail-to-read", "fail-to-decide", "fail-to-write"})
    void a_record_that_brings_about_a_fault_is_put_aside_and_its_neighbours_are_decided(String command) {
        world.send(key, command + " poison");
        world.add(key, "beside", 1);
        var engine = world.engine("a").start();
        world.awaitDecided(Set.of("beside"));
        var letter = letters().getFirst();
        assertThat(letter.letter()).isEqualTo(first);
        assertThat(letter.group()).isEqualTo(world.topology.group());
        assertThat(letter.why().reason()).isEqualTo(command.equals("fail-to-read") ? "unreadable" : "undecidable");
        assertThat(letter.why().message()).contains("poison", "Counters");
        assertThat(letter.why().digest()).matches("[0-9a-f]{8}");
        assertThat(letter.timestampMs())
                .isEqualTo(world.committed(world.topology.requests()).getFirst().timestamp());
        assertThat(engine.status().failed()).isFalse();
        assertThat(world.committed(dead()).getFirst().value()).isEqualTo((command + " poison").getBytes(UTF_8));
    }

    @Test
    void rules_that_cannot_say_what_a_command_is_about_stop_nobody() {
        world.add(key, "nameless", 1);
        world.add(key, "beside", 1);
        var engine = world.engine("a").start();
        world.awaitDecided(Set.of("beside"));
        assertThat(letters().getFirst().why().message()).contains("subject of nameless");
        assertThat(engine.count("aborted")).isZero();
    }

    @Test
    void more_than_can_be_kept_ready_are_letters_of_their_own() {
        int many = OpenLetters.PARKED_MAX + 5;
        world.send(key, "fail-to-decide s1:poison");
        world.sendMany(many, i -> key, i -> "add s1:waits" + i + " 1");
        world.add(key, "other", 1);
        var engine = world.engine("a").start();
        world.awaitDecided(Set.of("other"));
        assertThat(letters()).hasSize(1 + many);
        assertThat(letters().stream().filter(Letter::isParked)).hasSize(OpenLetters.PARKED_MAX);
        assertThat(engine.count("dead", "reason", "too-many-parked")).isEqualTo(5);
        assertThat(gauge(engine, "letters.parked")).isEqualTo(OpenLetters.PARKED_MAX);
    }

    @Test
    void equal_faults_have_equal_digests_and_others_have_others() {
        world.send(key, "fail-to-decide one");
        world.send(key, "fail-to-decide two");
        world.send(key, "fail-to-write three");
        world.engine("a").start();
        await().until(() -> letters().size() == 3);
        var digests = letters().stream().map(letter -> letter.why().digest()).toList();
        assertThat(digests.get(0)).isEqualTo(digests.get(1)).isNotEqualTo(digests.get(2));
    }

    @Test
    void what_is_about_the_same_waits_behind_it_and_what_is_about_something_else_does_not() {
        world.send(key, "fail-to-decide s1:poison");
        world.send(key, "add s1:behind 1");
        world.send(key, "add s2:other 1");
        world.send(key, "add s1:last 1");
        var engine = world.engine("a").start();
        world.awaitDecided(Set.of("s2:other"));
        await().until(() -> letters().size() == 3);
        assertThat(letters().get(1).behind()).isEqualTo(first);
        assertThat(letters().get(1).isParked()).isTrue();
        assertThat(world.decidedIds()).containsExactly("s2:other");
        assertThat(engine.count("parked")).isEqualTo(2);
        assertThat(gauge(engine, "letters.open")).isEqualTo(3);
        assertThat(gauge(engine, "letters.parked")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"the same process", "another process", "another process without a snapshot"})
    void a_mended_program_decides_it_when_told_to_and_then_what_waited_in_order(String by) {
        world.send(key, "fail-to-decide s1:poison");
        world.send(key, "add s1:behind 1");
        world.send(key, "add s1:last 1");
        world.add(key, "other", 1);
        var engine = world.engine("a").start();
        world.awaitDecided(Set.of("other"));
        if (!by.startsWith("the same")) {
            engine.close();
            engine = world.engine(by.endsWith("snapshot") ? "b" : "a").start();
        }
        engine.rules.broken = false;
        retry(first);
        world.awaitDecided(Set.of("other", "s1:poison", "s1:behind", "s1:last"));
        assertThat(world.decidedIds()).containsExactly("other", "s1:poison", "s1:behind", "s1:last");
        world.add(key, "s1:after", 1);
        world.awaitDecided(Set.of("other", "s1:poison", "s1:behind", "s1:last", "s1:after"));
        assertThat(marks()).extracting(Mark::fate).containsExactly(Fate.DECIDED, Fate.DECIDED, Fate.DECIDED);
        var running = engine;
        await().until(() -> gauge(running, "letters.open") == 0);
    }

    @Test
    void however_often_a_retry_is_ordered_it_is_decided_once_also_when_its_transaction_is_repeated() {
        world.send(key, "fail-to-decide s1:poison");
        var engine = world.engine("a").start();
        await().until(() -> letters().size() == 1);
        engine.rules.broken = false;
        var planted = new AtomicInteger();
        engine.clients.before = method -> {
            if (method.equals("commitTransaction") && planted.getAndIncrement() == 0) {
                throw new TimeoutException("planted");
            }
        };
        retry(first);
        retry(first);
        await().until(() -> marks().size() == 2);
        world.awaitDecided(Set.of("s1:poison"));
        assertThat(marks()).extracting(Mark::fate).containsExactly(Fate.DECIDED, Fate.REFUSED);
        assertThat(marks().getFirst().because()).startsWith(dead() + "/1/");
        assertThat(engine.count("aborted")).isEqualTo(1);
    }

    @Test
    void a_retry_that_fails_again_leaves_the_letter_open_and_what_waits_waits_on() {
        world.send(key, "fail-to-decide s1:poison");
        world.send(key, "add s1:behind 1");
        var engine = world.engine("a").start();
        await().until(() -> letters().size() == 2);
        retry(first);
        await().until(() -> marks().size() == 1);
        assertThat(marks().getFirst().fate()).isEqualTo(Fate.FAILED);
        assertThat(marks().getFirst().message()).contains("undecidable", "poison");
        assertThat(gauge(engine, "letters.open")).isEqualTo(2);
        engine.rules.broken = false;
        retry(first);
        world.awaitDecided(Set.of("s1:poison", "s1:behind"));
    }

    @Test
    void what_is_discarded_is_never_decided_and_sets_free_what_waited() {
        world.send(key, "fail-to-decide s1:poison");
        world.send(key, "add s1:behind 1");
        var engine = world.engine("a").start();
        await().until(() -> letters().size() == 2);
        engine.rules.broken = false;
        order(first, Wish.DISCARD, null, null);
        world.awaitDecided(Set.of("s1:behind"));
        retry(first);
        await().until(() -> marks().size() == 3);
        assertThat(marks()).extracting(Mark::fate).containsExactly(Fate.DISCARDED, Fate.DECIDED, Fate.REFUSED);
        assertThat(marks().getFirst().message()).contains("tester", "because");
        world.checkLog(Set.of("s1:behind"));
    }

    @Test
    void what_builds_on_something_unknown_waits_behind_what_nobody_can_read_and_the_rest_flows() {
        world.add(key, "known:one", 1);
        world.sendRaw(world.topology.requests(), 1, key.getBytes(UTF_8), GARBAGE);
        world.send(key, "use known:two 1");
        world.send(key, "use lost:three 1");
        world.add(key, "new:four", 1);
        world.send(key, "use new:five 1");
        world.send(world.keyOf(0), "use lost:six 1");
        world.engine("a").start();
        world.awaitDecided(Set.of("known:one", "known:two", "new:four", "new:five"));
        assertThat(letters()).extracting(letter -> letter.why().reason()).containsExactly("undecodable", "parked");
        assertThat(world.texts(world.topology.notes()))
                .as("of a key with nothing illegible it is refused as ever")
                .containsExactly("noted refused-lost:six");

        var garbage = new LetterId(world.topology.requests(), 1, 1);
        retry(garbage, key, "add lost:mended 1");
        world.awaitDecided(Set.of("known:one", "known:two", "new:four", "new:five", "lost:mended", "lost:three"));
        assertThat(world.decidedIds()).endsWith("lost:mended", "lost:three");
    }

    @Test
    void what_it_builds_on_may_also_come_by_itself() {
        world.sendRaw(world.topology.requests(), 1, key.getBytes(UTF_8), GARBAGE);
        world.send(key, "use s1:early 1");
        world.engine("a").start();
        await().until(() -> letters().size() == 2);
        world.add(key, "s1:open", 1);
        world.awaitDecided(Set.of("s1:open", "s1:early"));
        assertThat(world.decidedIds()).containsExactly("s1:open", "s1:early");
    }

    @Test
    void what_lies_under_a_wrong_key_is_sent_on_once_its_key_is_edited() {
        world.sendRaw(world.topology.requests(), 1, null, "add nobody 1".getBytes(UTF_8));
        world.engine("a").start();
        await().until(() -> letters().size() == 1);
        retry(first, world.keyOf(0), "add somebody 1");
        world.awaitDecided(Set.of("somebody"));
        assertThat(marks()).extracting(Mark::fate).containsExactly(Fate.FORWARDED);
    }

    @Test
    void an_order_waits_while_its_letter_cannot_be_read_and_is_then_carried_out() {
        world.sendRaw(world.topology.requests(), 1, key.getBytes(UTF_8), GARBAGE);
        world.send(key, "later-use s1:behind 1");
        var engine = world.engine("a").start();
        await().until(() -> letters().size() == 2);
        engine.words.registryAway = true;
        retry(first, key, "add s1:mended 1");
        await().until(() -> engine.words.refusedReads.get() >= 2);
        assertThat(world.decidedIds()).isEmpty();
        engine.words.registryAway = false;
        world.awaitDecided(Set.of("s1:mended", "s1:behind"));
    }

    @Test
    void orders_for_other_groups_and_nonsense_among_the_letters_change_nothing() {
        world.send(key, "fail-to-decide s1:poison");
        var engine = world.engine("a").start();
        await().until(() -> letters().size() == 1);
        engine.rules.broken = false;
        world.sendRaw(dead(), 1, key.getBytes(UTF_8), GARBAGE);
        var other = new ProducerRecord<>(dead(), 1, key.getBytes(UTF_8), "add s1:x 1".getBytes(UTF_8));
        DeadHeaders.add(other.headers(), new Order("another", first, Wish.RETRY, "tester", "because"));
        world.sendRaw(other);
        order(new LetterId(world.topology.requests(), 1, 77), Wish.RETRY, key, "add s1:y 1");
        await().until(() -> marks().size() == 1);
        assertThat(marks().getFirst().fate()).isEqualTo(Fate.REFUSED);
        assertThat(world.decidedIds()).isEmpty();
    }

    @Test
    void an_order_that_stands_where_its_letter_does_not_stops_nobody() {
        var engine = world.engine("a").start();
        var strange = List.of(
                new LetterId(world.topology.requests(), 999, 0),
                new LetterId(world.topology.hints(), 1, 0),
                new LetterId("nowhere", 1, 0));
        for (var id : strange) {
            var record = new ProducerRecord<>(dead(), 1, key.getBytes(UTF_8), "add s1:x 1".getBytes(UTF_8));
            DeadHeaders.add(record.headers(), new Order(world.topology.group(), id, Wish.RETRY, "tester", "because"));
            world.sendRaw(record);
        }
        world.add(key, "behind", 1);
        world.awaitDecided(Set.of("behind"));
        order(new LetterId(world.topology.requests(), 1, 77), Wish.RETRY, key, "add s1:y 1");
        await().until(() -> marks().size() == 1);
        assertThat(engine.count("aborted")).isZero();
    }

    @Test
    void a_letter_is_not_retried_before_an_earlier_one_about_the_same() {
        world.send(key, "fail-to-decide s1:first");
        world.sendRaw(world.topology.requests(), 1, key.getBytes(UTF_8), GARBAGE);
        var engine = world.engine("a").start();
        await().until(() -> letters().size() == 2);
        engine.rules.broken = false;
        var second = new LetterId(world.topology.requests(), 1, 1);
        retry(second, key, "add s1:second 1");
        await().until(() -> marks().size() == 1);
        assertThat(marks().getFirst().fate()).isEqualTo(Fate.REFUSED);
        assertThat(marks().getFirst().message()).contains(first.toString());
        retry(first);
        retry(second, key, "add s1:second 1");
        world.awaitDecided(Set.of("s1:first", "s1:second"));
        assertThat(world.decidedIds()).containsExactly("s1:first", "s1:second");
    }

    @Test
    void what_was_without_a_key_sets_free_what_builds_on_it_once_it_has_one() {
        world.sendRaw(world.topology.requests(), 1, null, "add nobody 1".getBytes(UTF_8));
        world.sendRaw(world.topology.requests(), 1, key.getBytes(UTF_8), GARBAGE);
        world.send(key, "use s1:waits 1");
        world.engine("a").start();
        await().until(() -> letters().size() == 3);
        retry(first, key, "add s1:open 1");
        world.awaitDecided(Set.of("s1:open", "s1:waits"));
    }

    @Test
    void what_waits_from_two_topics_is_decided_in_the_order_in_which_it_came_also_by_another_process() {
        world.send(key, "fail-to-decide s1:poison");
        var before = world.engine("a").start();
        await().until(() -> letters().size() == 1);
        var expected = new ArrayList<String>();
        for (int i = 0; i < 6; i++) {
            var topic = i % 2 == 0 ? world.topology.hints() : world.topology.requests();
            world.send(topic, 1, key, "add s1:w" + i + " 1");
            int parked = i + 1;
            await().until(() -> gauge(before, "letters.parked") == parked);
            expected.add("s1:w" + i);
        }
        before.close();
        var after = world.engine("b").start();
        after.rules.broken = false;
        retry(first);
        expected.addFirst("s1:poison");
        world.awaitDecided(new HashSet<>(expected));
        assertThat(world.decidedIds()).isEqualTo(expected);
    }

    @Test
    void the_metrics_add_up_also_after_a_retry() {
        world.send(key, "fail-to-decide s1:poison");
        world.send(key, "add s1:behind 1");
        world.send(key, "newer-type 1");
        world.add(key, "one", 1);
        var engine = world.engine("a").start();
        await().until(() -> letters().size() == 2);
        engine.rules.broken = false;
        retry(first);
        world.awaitDecided(Set.of("one", "s1:poison", "s1:behind"));
        await().until(() -> engine.count("letters", "fate", "decided") == 2);
        assertThat(engine.count("records")).isEqualTo(4);
        assertThat(engine.count("decisions")).isEqualTo(1);
        assertThat(engine.count("dead", "reason", "undecidable")).isEqualTo(1);
        assertThat(engine.count("parked")).isEqualTo(1);
        assertThat(engine.count("skipped", "type", "newer-type")).isEqualTo(1);
    }

    @Test
    void a_key_longer_than_any_hotel_s_is_no_key() {
        var endless = "k".repeat(1_000).getBytes(UTF_8);
        world.sendRaw(world.topology.requests(), 1, endless, "add x 1".getBytes(UTF_8));
        world.add(key, "behind", 1);
        world.engine("a").start();
        world.awaitDecided(Set.of("behind"));
        assertThat(letters()).extracting(letter -> letter.why().reason()).containsExactly("bad-key");
        assertThat(world.committed(dead()).getFirst().key()).isEqualTo(endless);
    }

    @Test
    void every_record_is_accounted_for_beside_the_position_also_after_an_abort_and_a_restart() throws Exception {
        var ids = new HashSet<String>();
        world.send(key, "fail-to-decide s1:poison");
        world.send(key, "add s1:behind 1");
        world.send(key, "newer-type 1");
        world.send(world.topology.requests(), 1, world.keyOf(0), "add strayed 1");
        world.add(key, "one", 1);
        ids.addAll(List.of("strayed", "one"));
        var engine = world.engine("a");
        var planted = new AtomicInteger();
        engine.clients.before = method -> {
            if (method.equals("commitTransaction") && planted.getAndIncrement() < 2) {
                throw new TimeoutException("planted");
            }
        };
        engine.start();
        world.awaitDecided(ids);
        engine.close();
        world.add(key, "two", 1);
        ids.add("two");
        world.engine("b").start();
        world.awaitDecided(ids);
        await().until(() -> account(1).decided() == 2);
        assertThat(account(1)).isEqualTo(new Account(0, 6, 2, 1, 1, 1, 1));
        assertThat(account(1).missing()).isZero();
        assertThat(account(0)).isEqualTo(new Account(0, 1, 1, 0, 0, 0, 0));
    }

    private Account account(int partition) throws Exception {
        var metadata = RealBroker.shared()
                .admin()
                .listConsumerGroupOffsets(world.topology.group())
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(world.topology.requests(), partition))
                .metadata();
        return Account.parse(metadata).orElseThrow(() -> new AssertionError("no account: " + metadata));
    }

    private String dead() {
        return world.topology.requests() + ".dead";
    }

    private List<DeadRecord> records() {
        return world.committed(dead()).stream()
                .flatMap(record -> DeadHeaders.read(record).stream())
                .toList();
    }

    private List<Letter> letters() {
        return records().stream()
                .filter(Letter.class::isInstance)
                .map(Letter.class::cast)
                .toList();
    }

    private List<Mark> marks() {
        return records().stream()
                .filter(Mark.class::isInstance)
                .map(Mark.class::cast)
                .toList();
    }

    /** As it is, from the letter. */
    private void retry(LetterId id) {
        var record = world.committed(dead()).stream()
                .filter(it -> DeadHeaders.read(it).orElse(null) instanceof Letter letter
                        && letter.letter().equals(id))
                .findFirst()
                .orElseThrow();
        order(id, Wish.RETRY, new String(record.key(), UTF_8), new String(record.value(), UTF_8));
    }

    private void retry(LetterId id, String editedKey, String editedText) {
        order(id, Wish.RETRY, editedKey, editedText);
    }

    private void order(LetterId id, Wish wish, String recordKey, String text) {
        var record = new ProducerRecord<>(
                dead(),
                id.partition(),
                recordKey == null ? null : recordKey.getBytes(UTF_8),
                text == null ? null : text.getBytes(UTF_8));
        DeadHeaders.add(record.headers(), new Order(world.topology.group(), id, wish, "tester", "because"));
        world.sendRaw(record);
    }

    private static double gauge(Running engine, String name) {
        var gauge = engine.meters.find("staylog.engine." + name).gauge();
        return gauge == null ? -1 : gauge.value();
    }
}
