package io.staylog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What {@code staylog verify} says where it cannot even begin; what it finds is tested with the whole system. */
class VerifyingTest {

    @Test
    void a_ledger_that_is_not_there_is_misuse_and_named() {
        var run = Cli.run("verify", "--bank-ledger", "no-such-ledger.jsonl");
        assertThat(run.exit()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("--bank-ledger", "no-such-ledger.jsonl", "http address");
    }

    @Test
    void a_log_that_does_not_answer_is_unreachable() {
        var run = Cli.run("verify", "--bootstrap-servers", "127.0.0.1:1");
        assertThat(run.exit()).as(run.err()).isEqualTo(5);
        assertThat(run.err()).contains("127.0.0.1:1");
    }

    @Test
    void a_time_that_means_nothing_is_explained() {
        var run = Cli.run("verify", "--wait-quiet", "soon");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("10s");
    }

    @Test
    void a_history_that_is_not_there_is_misuse_and_named() {
        var run = Cli.run("verify", "--history", "no-such-history.jsonl");
        assertThat(run.exit()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("--history", "no-such-history.jsonl");
    }

    @Test
    void a_canary_needs_a_place_and_a_place_a_canary() {
        assertThat(Cli.run("verify", "--canary", "Anna").err()).contains("--canary and --in belong together");
        var alone = Cli.run("verify", "--in", ".");
        assertThat(alone.exit()).isEqualTo(2);
        assertThat(alone.err()).contains("--canary and --in belong together");
    }

    @Test
    void a_place_that_is_not_there_and_a_canary_that_is_no_hex_are_named() {
        assertThat(Cli.run("verify", "--canary", "Anna", "--in", "no-such-directory")
                        .err())
                .contains("--in", "no-such-directory");
        var odd = Cli.run("verify", "--canary", "hex:abc", "--in", ".");
        assertThat(odd.exit()).isEqualTo(2);
        assertThat(odd.err()).contains("--canary", "even number of hex digits");
    }
}
