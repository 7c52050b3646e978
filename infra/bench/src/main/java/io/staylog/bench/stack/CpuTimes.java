package io.staylog.bench.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Processor time by the name of a process, each with the processes that it has started, also those that have ended.
 *
 * @param byProcess in the order in which they were asked for
 */
public record CpuTimes(Map<String, Duration> byProcess) {
    /** The name of the process that makes the load. */
    public static final String GENERATOR = "load generator";

    // The kernel counts in ticks of a hundredth of a second on every system that Linux is built for today.
    private static final long NANOS_PER_TICK = 10_000_000;
    // In /proc/PID/stat, counted from the state behind the name: user, system, and the same of children that have
    // ended.
    private static final int FIRST_TIME = 11;
    private static final int TIMES = 4;

    /** What the processes have used up to now, and this one as the load generator. */
    static CpuTimes now(Map<String, Long> pids) {
        var times = new LinkedHashMap<String, Duration>();
        pids.forEach((name, pid) -> times.put(name, ofTree(pid)));
        times.put(GENERATOR, Duration.ofNanos(ticks(ProcessHandle.current().pid()) * NANOS_PER_TICK));
        return new CpuTimes(times);
    }

    private static Duration ofTree(long pid) {
        long ticks = ticks(pid);
        for (var child : ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .toList()) {
            ticks += ticks(child.pid());
        }
        return Duration.ofNanos(ticks * NANOS_PER_TICK);
    }

    /** Zero for a process that has ended. */
    private static long ticks(long pid) {
        try {
            return ticks(Files.readString(Path.of("/proc/" + pid + "/stat")));
        } catch (IOException e) {
            return 0;
        }
    }

    /** The name in parentheses may hold anything, so what counts begins behind the last of them. */
    static long ticks(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks;
    }

    /** What has been used since; a process that was not there before has used all that it has. */
    public CpuTimes since(CpuTimes before) {
        var spent = new LinkedHashMap<String, Duration>();
        byProcess.forEach((name, time) -> {
            var rest = time.minus(before.byProcess.getOrDefault(name, Duration.ZERO));
            spent.put(name, rest.isNegative() ? Duration.ZERO : rest);
        });
        return new CpuTimes(spent);
    }

    /** Seconds of one process. */
    public double seconds(String name) {
        return byProcess.getOrDefault(name, Duration.ZERO).toNanos() / 1e9;
    }

    /** Seconds of all processes but the load generator. */
    public double seconds() {
        return byProcess.keySet().stream()
                .filter(name -> !name.equals(GENERATOR))
                .mapToDouble(this::seconds)
                .sum();
    }
}
