package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.deadletters.DeadHeaders;
import io.staylog.deadletters.DeadRecord.Fate;
import io.staylog.deadletters.DeadRecord.Mark;
import io.staylog.deadletters.DeadRecord.Order;
import io.staylog.deadletters.DeadRecord.Wish;
import io.staylog.deadletters.LetterId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators want done with letters is carried out once, and what waited is decided after it in order. */
class LetterOrdersTest extends LettersOfAWorld {
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
}
