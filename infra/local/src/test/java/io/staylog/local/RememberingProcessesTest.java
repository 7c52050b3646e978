package io.staylog.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberingProcessesTest {
    @TempDir
    Path dir;

    private Path path;
    private PidFile file;

    @BeforeEach
    void name() {
        path = dir.resolve("broker.pid");
        file = new PidFile(path);
    }

    @Test
    void a_living_process_is_found_again() {
        file.write(ProcessHandle.current());
        assertThat(file.read()).contains(ProcessHandle.current());
    }

    @Test
    void a_process_that_has_ended_is_not_found() throws Exception {
        var process = new ProcessBuilder("true").start();
        file.write(process.toHandle());
        process.waitFor();
        assertThat(file.read()).isEmpty();
    }

    @Test
    void a_stranger_under_the_same_number_is_not_ours() throws IOException {
        Files.writeString(path, ProcessHandle.current().pid() + "\n" + Instant.EPOCH + "\n");
        assertThat(file.read()).isEmpty();
    }

    @Test
    void a_file_that_a_crash_cut_short_is_no_process() throws IOException {
        for (var text : new String[] {"", "12", "12\n", "x\ny\n", "\0\0\0\0"}) {
            Files.writeString(path, text);
            assertThat(file.read()).isEmpty();
        }
    }

    @Test
    void no_file_is_no_process() {
        file.delete();
        assertThat(file.read()).isEmpty();
    }
}
