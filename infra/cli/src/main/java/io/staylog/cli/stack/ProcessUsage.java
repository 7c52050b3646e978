package io.staylog.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a part has used up to now, as Linux tells: its process and those it has started.
 *
 * @param name of the part
 * @param pid of its first process
 * @param peakKib the most memory each process ever had (VmHWM), added up; what processes share is counted for each
 * @param cpu processor time
 */
public record ProcessUsage(String name, long pid, long peakKib, Duration cpu) {

    /** The parts of a local stack, by their pid files; empty on systems without /proc. */
    public static List<ProcessUsage> ofStack(Path home) {
        var pids = pids(home.resolve("run"));
        var found = new ArrayList<ProcessUsage>();
        pids.forEach((name, pid) -> of(name, pid, Set.copyOf(pids.values())).ifPresent(found::add));
        found.sort(Comparator.comparing(ProcessUsage::name));
        return found;
    }

    /** One process alone; empty where it cannot be seen. */
    public static Optional<ProcessUsage> of(String name, ProcessHandle process) {
        return peakKib(process)
                .map(kib -> new ProcessUsage(
                        name,
                        process.pid(),
                        kib,
                        process.info().totalCpuDuration().orElse(Duration.ZERO)));
    }

    /** A part with its helpers, of which PostgreSQL has many; what is a part of its own counts there only. */
    private static Optional<ProcessUsage> of(String name, long pid, Set<Long> parts) {
        var first = ProcessHandle.of(pid);
        var helpers = first.stream().flatMap(ProcessHandle::children).filter(child -> !parts.contains(child.pid()));
        return Stream.concat(first.stream(), helpers)
                .flatMap(process -> of(name, process).stream())
                .reduce((a, b) -> new ProcessUsage(name, pid, a.peakKib + b.peakKib, a.cpu.plus(b.cpu)));
    }

    private static Map<String, Long> pids(Path run) {
        var pids = new TreeMap<String, Long>();
        try (var files = Files.newDirectoryStream(run, "*.pid")) {
            for (var file : files) {
                var name = file.getFileName().toString().replace(".pid", "");
                pid(file).ifPresent(pid -> pids.put(name, pid));
            }
        } catch (IOException e) {
            // No local stack here; the services run elsewhere.
            return Map.of();
        }
        return pids;
    }

    private static Optional<Long> pid(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().map(String::strip).map(Long::valueOf);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> peakKib(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .findFirst()
                    .map(line -> Long.valueOf(line.replaceAll("[^0-9]", "")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
