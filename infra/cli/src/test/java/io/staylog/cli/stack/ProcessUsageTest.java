package io.staylog.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessUsageTest {
    @TempDir
    Path home;

    private final ProcessHandle me = ProcessHandle.current();
    private Path file;

    @BeforeEach
    void place() throws IOException {
        file = Files.createDirectories(home.resolve("run")).resolve("broker.pid");
    }

    @Test
    void the_process_of_a_part_is_found_by_its_number_and_its_start() throws IOException {
        Files.writeString(file, me.pid() + "\n" + me.info().startInstant().orElseThrow() + "\n");

        assertThat(ProcessUsage.ofStack(home)).singleElement().satisfies(usage -> {
            assertThat(usage.name()).isEqualTo("broker");
            assertThat(usage.pid()).isEqualTo(me.pid());
        });
    }

    @Test
    void a_stranger_under_the_same_number_is_not_shown() throws IOException {
        Files.writeString(file, me.pid() + "\n" + Instant.EPOCH + "\n");

        assertThat(ProcessUsage.ofStack(home)).isEmpty();
    }

    @Test
    void a_file_that_a_crash_cut_short_is_no_process() throws IOException {
        for (var text : new String[] {"", "12", me.pid() + "\n", "x\ny\n"}) {
            Files.writeString(file, text);
            assertThat(ProcessUsage.ofStack(home)).isEmpty();
        }
    }

    @Test
    void memory_that_a_system_does_not_tell_is_not_zero() {
        var usage = new ProcessUsage("broker", 1, null, Duration.ZERO);

        assertThat(usage.hidesMemory()).isTrue();
        assertThat(usage.peakMib()).isNull();
    }
}
