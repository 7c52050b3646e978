package io.staylog.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With shell scripts in the place of brokers and services. */
class RunningProgramsTest {
    private static final String PATIENT = "echo up; touch ready; while :; do sleep 0.05; done";

    @TempDir
    Path dir;

    private DataDir data;
    private Launcher launcher;

    @BeforeEach
    void place() {
        data = new DataDir(dir).create();
        launcher = new Launcher(data, _ -> {});
    }

    @AfterEach
    void nothingStaysBehind() {
        new Leftovers(data, _ -> {}).stop();
    }

    @Test
    void a_program_serves_until_it_is_stopped() throws Exception {
        var part = started(PATIENT);
        assertThat(part.isAlive()).isTrue();
        assertThat(part.log()).hasContent("up");
        part.stop();
        assertThat(part.isAlive()).isFalse();
        assertThat(data.pidFile("bank")).doesNotExist();
    }

    @Test
    void a_program_that_ends_while_starting_says_why() {
        assertThatThrownBy(() -> started("echo 'no memory'; echo; echo '  at Line.one'; exit 3"))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("bank ended while it was starting")
                .hasMessageContaining(data.log("bank").toString())
                .hasMessageContaining("no memory");
    }

    @Test
    void a_program_that_does_not_stop_is_killed() throws Exception {
        var part = started("trap '' TERM; " + PATIENT);
        part.stop();
        assertThat(part.isAlive()).isFalse();
    }

    @Test
    void ctrl_c_in_the_terminal_does_not_reach_it() throws Exception {
        var part = started(PATIENT);
        Signals.send("INT", ProcessHandle.of(part.pid()).orElseThrow());
        part.pause();
        part.resume();
        assertThat(part.isAlive()).isTrue();
    }

    @Test
    void a_death_is_noticed_and_an_ordered_end_is_not() throws Exception {
        var dead = Collections.synchronizedList(new ArrayList<String>());
        var first = started(PATIENT);
        first.whenItDies(() -> dead.add("first"));
        first.stop();
        var second = started(PATIENT);
        second.whenItDies(() -> dead.add("second"));
        ProcessHandle.of(second.pid()).orElseThrow().destroyForcibly();
        await().until(() -> !dead.isEmpty());
        assertThat(dead).containsExactly("second");
    }

    @Test
    void what_a_killed_launcher_left_behind_is_found_and_stopped() throws Exception {
        var part = started(PATIENT);
        var said = new ArrayList<String>();
        var leftovers = new Leftovers(data, said::add);
        assertThat(leftovers.find()).extracting(Leftovers.Leftover::name).containsExactly("bank");
        leftovers.stop();
        assertThat(part.isAlive()).isFalse();
        assertThat(said).containsExactly("Stopping what an earlier run has left behind: bank");
        assertThat(leftovers.find()).isEmpty();
    }

    private RunningPart started(String script) throws IOException, InterruptedException {
        var program = new Script(script, data.part("bank"));
        Files.deleteIfExists(program.dir.resolve("ready"));
        var part = launcher.launch(program, program.prepare());
        launcher.await(program, part);
        return part;
    }

    private record Script(String script, Path dir) implements Program {
        @Override
        public Part part() {
            return Part.BANK;
        }

        @Override
        public String name() {
            return "bank";
        }

        @Override
        public int port() {
            return 1;
        }

        @Override
        public Launch prepare() {
            return new Launch(List.of("/bin/sh", "-c", script), Duration.ofSeconds(1), false, () -> {});
        }

        @Override
        public boolean isReady() {
            return Files.exists(dir.resolve("ready"));
        }
    }
}
