package io.staylog.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Lets a Java program start in half the time: the JVM stores what it has loaded and compiled (an AOT cache).
 *
 * <p>Storing takes the JVM some seconds when it ends, so the first run goes without: a program that is started unchanged for
 * the second time is worth it, one that is rebuilt all the time is not. The JVM itself ignores a cache that does not fit.
 */
record ClassCache(Path home, Path file, Path draft, boolean mayStore) {
    // A cache that does not fit is no news for the log.
    private static final List<String> QUIET = List.of("-Xlog:disable", "-Xlog:all=error:stderr");

    /** For a program installed there and run with these options. */
    static ClassCache in(Path home, List<String> options, boolean mayStore) {
        var key = Installation.key(Runtime.version() + " " + options);
        var file = home.resolve("classes-" + key + ".aot");
        return new ClassCache(home, file, home.resolve("classes" + Installation.DRAFT + UUID.randomUUID()), mayStore);
    }

    /** The JVM's options for the next start. */
    List<String> options() {
        if (Files.exists(file)) {
            return Stream.concat(QUIET.stream(), Stream.of("-XX:AOTCache=" + file))
                    .toList();
        }
        if (isStoring()) {
            return Stream.concat(QUIET.stream(), Stream.of("-XX:AOTCacheOutput=" + draft))
                    .toList();
        }
        return List.of();
    }

    /** Whether the next run stores the cache when it ends. */
    boolean isStoring() {
        return mayStore && !Files.exists(file) && Files.exists(mark());
    }

    /** To be called when a run has ended in good order. */
    void ended() {
        try {
            if (Files.exists(draft)) {
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } else if (Files.isDirectory(home) && !Files.exists(mark())) {
                Files.createFile(mark());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path mark() {
        return home.resolve(file.getFileName() + ".next");
    }
}
