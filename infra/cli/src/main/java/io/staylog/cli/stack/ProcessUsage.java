package io.staylog.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a part has used up to now, as the operating system tells: its process and those it has started.
 *
 * @param name of the part
 * @param pid of its first process
 * @param peakKib the most memory each process ever had (VmHWM), added up; what processes share is counted for each. Null on
 *     systems without /proc, which do not tell
 * @param cpu processor time
 */
public record ProcessUsage(String name, long pid, @Nullable Long peakKib, Duration cpu) {
    private static final long KIB_PER_MIB = 1_024;
    // Systems compute a start time from the time of boot, which moves a little when the clock is set.
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    /** The parts of a local stack, by their pid files. */
    public static List<ProcessUsage> ofStack(Path home) {
        var processes = processes(home.resolve("run"));
        var pids = processes.values().stream().map(ProcessHandle::pid).collect(Collectors.toSet());
        var found = new ArrayList<ProcessUsage>();
        processes.forEach((name, process) -> found.add(of(name, process, pids)));
        found.sort(Comparator.comparing(ProcessUsage::name));
        return found;
    }

    /** One process alone. */
    public static ProcessUsage of(String name, ProcessHandle process) {
        var cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
        return new ProcessUsage(name, process.pid(), peakKib(process), cpu);
    }

    /** Whether this system does not tell how much memory a process had. */
    public boolean hidesMemory() {
        return peakKib == null;
    }

    /** The peak in MiB; null where this system does not tell. */
    public @Nullable Long peakMib() {
        return peakKib == null ? null : (Long) (peakKib / KIB_PER_MIB);
    }

    /** A part with its helpers, of which PostgreSQL has many; what is a part of its own counts there only. */
    private static ProcessUsage of(String name, ProcessHandle first, Set<Long> parts) {
        var helpers = first.children().filter(child -> !parts.contains(child.pid()));
        return Stream.concat(Stream.of(first), helpers)
                .map(process -> of(name, process))
                .reduce((sum, next) -> sum.plus(next))
                .orElseThrow();
    }

    private ProcessUsage plus(ProcessUsage helper) {
        // A helper that has just ended had its memory too, but nobody knows how much.
        var peak = peakKib == null || helper.peakKib == null ? peakKib : (Long) (peakKib + helper.peakKib);
        return new ProcessUsage(name, pid, peak, cpu.plus(helper.cpu));
    }

    private static Map<String, ProcessHandle> processes(Path run) {
        var processes = new TreeMap<String, ProcessHandle>();
        try (var files = Files.newDirectoryStream(run, "*.pid")) {
            for (var file : files) {
                var name = file.getFileName().toString().replace(".pid", "");
                process(file).ifPresent(process -> processes.put(name, process));
            }
        } catch (IOException e) {
            // No local stack here; the services run elsewhere.
            return Map.of();
        }
        return processes;
    }

    /** Process numbers are used again: only the process that began when the file says so is the part. */
    private static Optional<ProcessHandle> process(Path file) {
        try {
            var lines = Files.readAllLines(file);
            var start = Instant.parse(lines.getLast());
            return ProcessHandle.of(Long.parseLong(lines.getFirst()))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> Duration.between(
                                            start, process.info().startInstant().orElse(Instant.EPOCH))
                                    .abs()
                                    .compareTo(CLOCK_TOLERANCE)
                            <= 0);
        } catch (IOException | RuntimeException e) {
            // No file any more, or one that a crash cut short: there is nothing to find.
            return Optional.empty();
        }
    }

    private static @Nullable Long peakKib(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .findFirst()
                    .map(line -> Long.valueOf(line.replaceAll("[^0-9]", "")))
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }
}
