package io.staylog.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where data go, remembering what went wrong on the way: a {@link PrintStream} alone would swallow it. */
public final class Stdout {
    private final Remembering target;
    private final PrintStream stream;

    /** Around the real stream. */
    public Stdout(OutputStream target) {
        this.target = new Remembering(target);
        this.stream = new PrintStream(this.target, true, StandardCharsets.UTF_8);
    }

    /** What to print to. */
    public PrintStream stream() {
        return stream;
    }

    /**
     * Writes what is left, and says why not all of it could be written; empty where all is well. A reader that wants no more
     * (head) is well: it has what it asked for.
     */
    public Optional<String> problem() {
        stream.flush();
        var first = target.first;
        return first == null || isClosedPipe(first)
                ? Optional.empty()
                : Optional.of("not everything could be written to stdout: " + first.getMessage());
    }

    private static boolean isClosedPipe(IOException e) {
        return "Broken pipe".equals(e.getMessage());
    }

    private static final class Remembering extends OutputStream {
        private final OutputStream target;
        private @Nullable IOException first;

        private Remembering(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                target.write(bytes, offset, length);
            } catch (IOException e) {
                throw remembered(e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                target.flush();
            } catch (IOException e) {
                throw remembered(e);
            }
        }

        private IOException remembered(IOException e) {
            if (first == null) {
                first = e;
            }
            return e;
        }
    }
}
