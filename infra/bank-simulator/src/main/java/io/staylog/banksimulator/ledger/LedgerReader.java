package io.staylog.banksimulator.ledger;

import io.staylog.banksimulator.bank.LedgerEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads a ledger file from its start. */
final class LedgerReader {
    private static final int BLOCK_BYTES = 1 << 16;

    private final Path file;
    private final LedgerLines lines;
    private final Consumer<LedgerEntry> into;
    private final List<LedgerEntry> decision = new ArrayList<>();
    private long lastSeq;
    private long position;
    private long wholeLength;

    private LedgerReader(Path file, LedgerLines lines, Consumer<LedgerEntry> into) {
        this.file = file;
        this.lines = lines;
        this.into = into;
    }

    /**
     * Gives every entry to {@code into} and returns the length of what was whole.
     *
     * <p>A crash can cut off the last decision: a part of a line, or a call without its effects. Nobody has been told
     * about it, so it is left out. A whole line that cannot be read is damage, wherever it
     * is: cutting it off could take back what somebody was told.
     *
     * @param limit how many bytes to read at most
     */
    static long read(Path file, long limit, LedgerLines lines, Consumer<LedgerEntry> into) throws IOException {
        var reader = new LedgerReader(file, lines, into);
        try (var in = Files.newInputStream(file)) {
            reader.read(in, limit);
        }
        return reader.wholeLength;
    }

    private void read(InputStream in, long limit) throws IOException {
        var line = new ByteArrayOutputStream();
        var block = new byte[BLOCK_BYTES];
        long read = 0;
        while (read < limit) {
            int size = in.read(block, 0, (int) Math.min(block.length, limit - read));
            if (size < 0) {
                return;
            }
            read += size;
            split(block, size, line);
        }
    }

    private void split(byte[] block, int size, ByteArrayOutputStream line) {
        int start = 0;
        for (int i = 0; i < size; i++) {
            if (block[i] == '\n') {
                line.write(block, start, i - start);
                position += line.size() + 1;
                take(line.toByteArray());
                line.reset();
                start = i + 1;
            }
        }
        line.write(block, start, size - start);
    }

    private void take(byte[] line) {
        var entry = decode(line);
        lastSeq = entry.seq();
        decision.add(entry);
        if (missingEffects() == 0) {
            decision.forEach(into);
            decision.clear();
            wholeLength = position;
        }
    }

    private LedgerEntry decode(byte[] line) {
        try {
            var entry = lines.decode(line);
            if (entry.seq() != lastSeq + 1) {
                throw new IllegalArgumentException("Sequence number " + entry.seq() + " follows " + lastSeq);
            }
            if (entry instanceof LedgerEntry.Head != decision.isEmpty()) {
                throw new IllegalArgumentException("An entry does not have the effects that it announced");
            }
            return entry;
        } catch (RuntimeException e) { // Whatever is wrong with the bytes, the answer is the same.
            throw new LedgerDamagedException(
                    "Ledger %s is damaged after entry %d, at byte %d: %s"
                            .formatted(file, lastSeq, position - line.length - 1, e.getMessage()),
                    e);
        }
    }

    private int missingEffects() {
        return decision.getFirst() instanceof LedgerEntry.Head head ? head.effects() + 1 - decision.size() : 0;
    }
}
