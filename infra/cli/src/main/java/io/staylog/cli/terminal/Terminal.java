package io.staylog.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person looks at a stream, or a file or program takes it. */
final class Terminal {
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    private Terminal() {}

    static boolean isStdout() {
        return is(STDOUT);
    }

    static boolean isStderr() {
        return is(STDERR);
    }

    private static boolean is(int descriptor) {
        try {
            var target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            // Not Linux: what is right for a file is right everywhere.
            return false;
        }
    }
}
