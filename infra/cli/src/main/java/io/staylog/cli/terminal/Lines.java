package io.staylog.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Many lines, to stdout or to a file, in UTF-8 whatever the locale says. */
public final class Lines implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final PrintStream target;
    private final PrintStream buffered;
    private final boolean isFile;

    private Lines(OutputStream target, boolean isFile) {
        this.target = target instanceof PrintStream out ? out : new PrintStream(target, false, StandardCharsets.UTF_8);
        this.buffered =
                new PrintStream(new BufferedOutputStream(this.target, BUFFER_BYTES), false, StandardCharsets.UTF_8);
        this.isFile = isFile;
    }

    /**
     * To a file, or to stdout where none is given.
     *
     * @throws Failure if the file cannot be written
     */
    public static Lines to(@Nullable Path file) {
        try {
            return file == null ? new Lines(System.out, false) : new Lines(Files.newOutputStream(file), true);
        } catch (IOException e) {
            throw Failure.usage("cannot write " + file + ": " + e.getMessage());
        }
    }

    /** Adds a line. */
    public void print(String line) {
        buffered.print(line);
        buffered.print('\n');
    }

    /** Shows what was printed; false where nobody reads any more (a closed pipe) or the disk is full. */
    public boolean flush() {
        buffered.flush();
        return !target.checkError();
    }

    @Override
    public void close() {
        buffered.flush();
        if (isFile) {
            // Some file systems say only now that there is no room.
            target.close();
            if (target.checkError()) {
                throw Failure.failed("the file could not be written to its end");
            }
        }
    }
}
