package io.staylog.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanedHelpersTest {
    @TempDir
    Path dir;

    private Path data;

    @BeforeEach
    void place() throws IOException {
        assumeThat(Path.of("/proc/self/cwd"))
                .as("needs a system that tells in which directory a process works")
                .exists();
        data = Files.createDirectories(dir.resolve("data"));
    }

    @Test
    void where_nobody_works_there_is_nothing_to_wait_for() throws Exception {
        assertThat(new OrphanedHelpers(data).end()).isTrue();
    }

    @Test
    void one_that_ends_by_itself_is_waited_for() throws Exception {
        var helper = process(data, "sleep 0.3");
        assertThat(new OrphanedHelpers(data).end()).isTrue();
        assertThat(helper.onExit().join().exitValue()).isZero();
    }

    @Test
    void one_that_does_not_end_is_killed_and_no_other() throws Exception {
        var helper = process(data, "sleep 600");
        var other = process(dir, "sleep 600");
        try {
            assertThat(new OrphanedHelpers(data).end()).isTrue();
            assertThat(helper.isAlive()).isFalse();
            assertThat(other.isAlive()).isTrue();
        } finally {
            helper.destroyForcibly();
            other.destroyForcibly();
        }
    }

    private static Process process(Path directory, String command) throws IOException {
        return new ProcessBuilder("/bin/sh", "-c", "exec " + command)
                .directory(directory.toFile())
                .start();
    }
}
