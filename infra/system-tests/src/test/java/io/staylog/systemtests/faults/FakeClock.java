package io.staylog.systemtests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A wall clock that can be set while a process runs; the clock that counts nanoseconds goes on as it does. It needs libfaketime,
 * which is fetched from Debian's archive, without installing it, where apt can do so.
 */
final class FakeClock {
    private static final String LIBRARY = "libfaketimeMT.so.1";
    private static final int FETCH_SECONDS_MAX = 60;

    private final Path library;
    private final Path file;

    private FakeClock(Path library, Path file) {
        this.library = library;
        this.file = file;
        set("+0");
    }

    /**
     * A clock, or null where the machine has no library for it; then the reason is printed.
     *
     * @param tools where the library is kept
     * @param file tells the processes how far their clock is off
     */
    static @Nullable FakeClock create(Path tools, Path file) {
        try {
            Files.createDirectories(tools);
            var found = find(Path.of("/usr/lib"))
                    .or(() -> find(tools))
                    .or(() -> fetch(tools) ? find(tools) : Optional.empty());
            if (found.isPresent()) {
                return new FakeClock(found.get(), file);
            }
        } catch (IOException e) {
            System.out.println("faults: " + e);
        }
        System.out.println(
                "faults: no clock jumps: there is no " + LIBRARY + " here, and apt-get cannot fetch libfaketime");
        return null;
    }

    private static Optional<Path> find(Path below) {
        try (var files = Files.find(below, 8, (path, _) -> path.endsWith("faketime/" + LIBRARY))) {
            return files.findFirst().map(Path::toAbsolutePath);
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static boolean fetch(Path tools) {
        var script = "apt-get download -q libfaketime && dpkg-deb -x libfaketime_*.deb .";
        try {
            var process = new ProcessBuilder("sh", "-c", script)
                    .directory(tools.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(tools.resolve("fetch.log").toFile())
                    .start();
            return process.waitFor(FETCH_SECONDS_MAX, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The beginning of the command line of a process with this clock. */
    List<String> wrapper() {
        return List.of(
                "env",
                "LD_PRELOAD=" + library,
                "DONT_FAKE_MONOTONIC=1",
                // Otherwise all waits of a JVM that have an end would end at once.
                "FAKETIME_FORCE_MONOTONIC_FIX=0",
                "NO_FAKE_STAT=1",
                "FAKETIME_CACHE_DURATION=1",
                "FAKETIME_TIMESTAMP_FILE=" + file);
    }

    /** How far it is off, for example {@code +20m}. */
    void set(String offset) {
        try {
            var draft = Files.writeString(file.resolveSibling(file.getFileName() + ".draft"), offset + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
