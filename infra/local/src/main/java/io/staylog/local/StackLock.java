package io.staylog.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/** Lets one stack at a time use a directory; the operating system frees it however the holder ends. */
record StackLock(FileChannel channel) implements AutoCloseable {

    /** Throws a sentence when another stack holds the directory. */
    static StackLock take(DataDir data) {
        try {
            var channel =
                    FileChannel.open(data.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return new StackLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var holder = new PidFile(data.pidFile(LocalStack.NAME)).read();
        throw new LocalException("Staylog is already running on " + data.root()
                + holder.map(process -> " (process " + process.pid() + ")").orElse("")
                + ": stop it with infra/local/down, or choose another directory with STAYLOG_HOME.");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
