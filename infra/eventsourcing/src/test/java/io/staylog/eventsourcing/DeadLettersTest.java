package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.deadletters.Account;
import io.staylog.deadletters.DeadRecord.Letter;
import io.staylog.deadletters.LetterId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be read or decided is put aside, what builds on it waits for it, everything else flows. */
class DeadLettersTest extends LettersOfAWorld {
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
        world.send(key, "fail-to-decide poison"); // Only beside a letter it matters.
        world.add(key, "nameless", 1);
        world.add(key, "beside", 1);
        var engine = world.engine("a").start();
        world.awaitDecided(Set.of("beside"));
        assertThat(letters().getLast().why().message()).contains("subject of nameless");
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
}
