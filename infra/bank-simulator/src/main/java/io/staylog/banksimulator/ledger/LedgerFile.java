package io.staylog.banksimulator.ledger;

import io.staylog.banksimulator.bank.LedgerEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The append-only file of the ledger.
 *
 * <p>One thread writes and forces whatever has gathered while it forced the batch before: all callers of a batch share
 * one fsync, and a lone caller waits for nobody.
 */
public final class LedgerFile implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LedgerFile.class.getName());
    private static final String NAME = "ledger.jsonl";
    // A file of its own: some systems let nobody read a file that is locked, not even its owner.
    private static final String LOCK_NAME = "ledger.lock";

    private static final class Batch {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<Void> durable = new CompletableFuture<>();
    }

    private final Path file;
    private final FileChannel claim;
    private final FileChannel channel;
    private final LedgerLines lines;
    private final Consumer<IOException> onFailure;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Thread writer;
    private volatile long durableLength;
    private Batch gathering = new Batch();
    private CompletableFuture<Void> newest = CompletableFuture.completedFuture(null);
    private boolean closing;
    private @Nullable IOException failure;

    private LedgerFile(
            Path file,
            FileChannel claim,
            FileChannel channel,
            long length,
            LedgerLines lines,
            Consumer<IOException> onFailure) {
        this.file = file;
        this.claim = claim;
        this.channel = channel;
        this.durableLength = length;
        this.lines = lines;
        this.onFailure = onFailure;
        // A platform thread: forcing a file would pin a carrier of virtual threads.
        this.writer = Thread.ofPlatform().name("ledger-writer").unstarted(this::writeBatches);
    }

    /**
     * Opens the ledger in a directory, creating both if need be, and replays what it holds.
     *
     * @param onFailure told once if the ledger can't be written any more; it then accepts nothing
     * @throws IOException also if another process uses the directory
     */
    static LedgerFile open(
            Path directory, LedgerLines lines, Consumer<LedgerEntry> replay, Consumer<IOException> onFailure)
            throws IOException {
        Files.createDirectories(directory);
        var file = directory.resolve(NAME);
        var claim = open(directory.resolve(LOCK_NAME));
        var channel = claim;
        try {
            claim(claim, directory);
            channel = open(file);
            long whole = LedgerReader.read(file, channel.size(), lines, replay);
            cutOff(channel, whole, file);
            var ledger = new LedgerFile(file, claim, channel, whole, lines, onFailure);
            ledger.writer.start();
            return ledger;
        } catch (IOException | RuntimeException e) {
            channel.close();
            claim.close();
            throw e;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static void cutOff(FileChannel channel, long whole, Path file) throws IOException {
        if (channel.size() > whole) {
            var torn = channel.size() - whole;
            LOG.log(Level.WARNING, "Cut {0} bytes of an unfinished decision off {1}", torn, file);
        }
        channel.truncate(whole);
        channel.position(whole);
        channel.force(true);
    }

    private static void claim(FileChannel lockFile, Path directory) throws IOException {
        try {
            if (lockFile.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException _) {
            // The other one is in this very process; the message is the same.
        }
        throw new IOException("Another bank simulator uses " + directory);
    }

    /** Adds entries at the end; what is returned completes when they are on disk. */
    CompletableFuture<Void> append(List<LedgerEntry> entries) {
        lock.lock();
        try {
            if (failure != null || closing) {
                return CompletableFuture.failedFuture(failure == null ? new IOException("Closed") : failure);
            }
            for (var entry : entries) {
                gathering.bytes.writeBytes(lines.encode(entry));
                gathering.bytes.write('\n');
            }
            newest = gathering.durable;
            work.signal();
            return newest;
        } finally {
            lock.unlock();
        }
    }

    /** Completes when all that has been appended so far is on disk. */
    CompletableFuture<Void> flushed() {
        lock.lock();
        try {
            return newest;
        } finally {
            lock.unlock();
        }
    }

    /** Writes the ledger from a byte on, as it is on disk now, to a stream. */
    void copyTo(OutputStream out, long from) throws IOException {
        long length = durableLength;
        try (var source = FileChannel.open(file, StandardOpenOption.READ)) {
            var target = Channels.newChannel(out);
            for (long at = from; at < length; ) {
                at += source.transferTo(at, length - at, target);
            }
        }
    }

    /** Gives every entry that is on disk now to a consumer. */
    void forEach(Consumer<LedgerEntry> consumer) throws IOException {
        LedgerReader.read(file, durableLength, lines, consumer);
    }

    private void writeBatches() {
        for (var batch = next(); batch != null; batch = next()) {
            try {
                var bytes = ByteBuffer.wrap(batch.bytes.toByteArray());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(false);
                durableLength = channel.position();
                batch.durable.complete(null);
            } catch (Throwable e) { // Whatever ends this thread must end the bank.
                fail(batch, e instanceof IOException io ? io : new IOException(e));
                return;
            }
        }
    }

    private @Nullable Batch next() {
        lock.lock();
        try {
            while (gathering.bytes.size() == 0 && !closing) {
                work.awaitUninterruptibly();
            }
            var batch = gathering;
            gathering = new Batch();
            return batch.bytes.size() == 0 ? null : batch;
        } finally {
            lock.unlock();
        }
    }

    // After a failed force nobody knows what is on disk, so there is no second try.
    private void fail(Batch batch, IOException e) {
        lock.lock();
        try {
            failure = e;
            batch.durable.completeExceptionally(e);
            gathering.durable.completeExceptionally(e);
        } finally {
            lock.unlock();
        }
        onFailure.accept(e);
    }

    /** Writes what has gathered and lets go of the directory. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closing = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException _) {
                interrupted = true; // Half a ledger would be worse than a late stop.
            }
        }
        channel.close();
        claim.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
