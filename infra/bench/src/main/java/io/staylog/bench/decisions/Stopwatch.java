package io.staylog.bench.decisions;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** Times a drain in the contender's own process. */
final class Stopwatch implements AutoCloseable {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final long LOOK_NANOS = Duration.ofMillis(2).toNanos();
    private static final long STUCK_NANOS = Duration.ofMinutes(3).toNanos();

    private final Admin admin;
    private final ProcessHandle broker;
    private final @Nullable Path file;

    /** @param file for a flight recording of what is timed, and of nothing else; null for none */
    Stopwatch(String bootstrapServers, long brokerPid, @Nullable Path file) {
        this.file = file;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers, "client.id", "bench-stopwatch"));
        this.broker = ProcessHandle.of(brokerPid).orElseThrow();
    }

    private record Clock(long nanos, long cpuNanos, Duration brokerCpu) {}

    private Clock now() {
        return new Clock(
                System.nanoTime(),
                SYSTEM.getProcessCpuTime(),
                broker.info().totalCpuDuration().orElse(Duration.ZERO));
    }

    /**
     * Waits until all is done. The time before the first record is not counted: it is the group's, not the drain's.
     *
     * @param done how many records are done so far
     * @param total how many there are
     * @param group whose committed positions must have come as far
     */
    Drained time(LongSupplier done, long total, String group) throws Exception {
        if (file == null) {
            return timed(done, total, group);
        }
        try (var recording = new Recording(Configuration.getConfiguration("profile"))) {
            recording.start();
            var drained = timed(done, total, group);
            recording.dump(file);
            return drained;
        }
    }

    private Drained timed(LongSupplier done, long total, String group) throws ExecutionException, InterruptedException {
        await(() -> done.getAsLong() > 0 ? 1 : 0, 1);
        long before = done.getAsLong();
        var start = now();
        await(done, total);
        while (committed(group) < total) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        var end = now();
        return new Drained(
                total - before,
                (end.nanos() - start.nanos()) / 1e9,
                (end.cpuNanos() - start.cpuNanos()) / 1e9,
                end.brokerCpu().minus(start.brokerCpu()).toNanos() / 1e9,
                peakRssBytes());
    }

    private static void await(LongSupplier done, long total) {
        long last = 0;
        long movedNanos = System.nanoTime();
        while (true) {
            long count = done.getAsLong();
            if (count >= total) {
                return;
            }
            if (count != last) {
                last = count;
                movedNanos = System.nanoTime();
            } else if (System.nanoTime() - movedNanos > STUCK_NANOS) {
                throw new IllegalStateException("stuck after " + count + " of " + total + " records");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private long committed(String group) throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(Demand.REQUESTS) && entry.getValue() != null)
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    private static long peakRssBytes() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
