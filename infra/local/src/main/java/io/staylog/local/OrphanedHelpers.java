package io.staylog.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Processes of a PostgreSQL server that was killed: they end by themselves as soon as they wait for something, and one that
 * computes goes on for ever.
 *
 * @param directory where they work: all processes of a server do so in its data directory
 */
record OrphanedHelpers(Path directory) {
    private static final Path PROCESSES = Path.of("/proc");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE_AFTER_KILL = Duration.ofSeconds(25);
    private static final long LOOK_EVERY_MS = 25;

    /**
     * Returns when none is left, and kills those that do not end by themselves: nobody can reach them any more.
     *
     * @return false where the system does not tell in which directory a process works
     * @throws LocalException if one cannot be killed
     */
    boolean end() throws IOException, InterruptedException {
        if (!Files.isReadable(PROCESSES.resolve("self/cwd"))) {
            return false;
        }
        var place = directory.toRealPath();
        long start = System.nanoTime();
        for (var left = find(place); !left.isEmpty(); left = find(place)) {
            var waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(PATIENCE) > 0) {
                left.forEach(ProcessHandle::destroyForcibly);
            }
            if (waited.compareTo(PATIENCE_AFTER_KILL) > 0) {
                throw new LocalException("Process " + left.getFirst().pid()
                        + " of a PostgreSQL that was killed still works in " + directory + ": end it with kill -9 "
                        + left.getFirst().pid() + ", and start again.");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
        return true;
    }

    private static List<ProcessHandle> find(Path place) {
        return ProcessHandle.allProcesses()
                .filter(process -> worksIn(place, process))
                .toList();
    }

    private static boolean worksIn(Path place, ProcessHandle process) {
        try {
            var link = PROCESSES.resolve(Long.toString(process.pid())).resolve("cwd");
            return Files.readSymbolicLink(link).equals(place);
        } catch (IOException e) {
            // It has ended, or is somebody else's.
            return false;
        }
    }
}
