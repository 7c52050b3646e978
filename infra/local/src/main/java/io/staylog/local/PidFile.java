package io.staylog.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers a process over the death of the program that started it.
 *
 * <p>Process numbers are used again, so the start time is kept too: a stranger under the same number is never touched.
 */
record PidFile(Path file) {
    // Systems compute a start time from the time of boot, which moves a little when the clock is set.
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    void write(ProcessHandle process) {
        try {
            DataDir.writePrivate(file, process.pid() + "\n" + startOf(process) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process, if it still runs and is the one that was written down. */
    Optional<ProcessHandle> read() {
        try {
            var lines = Files.readAllLines(file);
            if (lines.size() < 2) {
                return Optional.empty();
            }
            var start = Instant.parse(lines.get(1));
            return ProcessHandle.of(Long.parseLong(lines.get(0)))
                    .filter(ProcessHandle::isAlive)
                    .filter(process ->
                            Duration.between(start, startOf(process)).abs().compareTo(CLOCK_TOLERANCE) <= 0);
        } catch (IOException | RuntimeException e) {
            // No file, or one that a crash cut short: there is nothing to find.
            return Optional.empty();
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
