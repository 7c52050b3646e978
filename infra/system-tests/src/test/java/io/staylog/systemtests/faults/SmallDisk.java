package io.staylog.systemtests.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A file system of its own for one directory, small enough to be filled. Only root can have one. */
final class SmallDisk implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 20;

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** Mounts one, or says why it cannot and returns null. */
    static @Nullable SmallDisk mount(Path directory, int megabytes) {
        try {
            Files.createDirectories(directory);
            int exit = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", directory.toString());
            if (exit == 0) {
                return new SmallDisk(directory);
            }
            System.out.println("faults: no disk is filled: mount -t tmpfs ended with " + exit + ", which is for root");
        } catch (IOException e) {
            System.out.println("faults: no disk is filled: " + e.getMessage());
        }
        return null;
    }

    private static int run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.getInputStream()) {
            output.readAllBytes();
            return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** Leaves no byte. */
    void fill() throws IOException {
        try (var channel = FileChannel.open(filler(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var chunk = ByteBuffer.allocate(CHUNK_BYTES);
            while (true) {
                chunk.clear();
                channel.write(chunk);
            }
        } catch (IOException e) {
            if (!Files.exists(filler())) {
                throw e;
            }
            // There is no room left, which is what was wanted.
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return directory.resolve("filler");
    }

    @Override
    public void close() {
        try {
            // Somebody may still look into it.
            int exit = run("umount", "-l", directory.toString());
            if (exit != 0) {
                System.out.println("faults: umount " + directory + " ended with " + exit);
            }
        } catch (IOException e) {
            System.out.println("faults: " + e.getMessage());
        }
    }
}
