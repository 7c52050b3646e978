package io.staylog.edge.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads a body that is neither too large nor too slow. */
public final class LimitedBody {
    /** So much and no more. */
    public static final int BYTES_MAX = 64 * 1024;

    private static final int CHUNK_BYTES = 8 * 1024;

    private LimitedBody() {}

    /**
     * All of it, as it came.
     *
     * @throws RefusedException if it is too large, or has not arrived in time
     */
    public static byte[] read(InputStream body, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        var bytes = new ByteArrayOutputStream();
        var chunk = new byte[CHUNK_BYTES];
        for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
            bytes.write(chunk, 0, count);
            if (bytes.size() > BYTES_MAX) {
                throw tooLarge();
            }
            if (System.nanoTime() > deadline) {
                // The connection's own time-out only sees silence; one byte a second is not silent.
                throw new RefusedException(
                        Kind.BODY_TOO_SLOW, null, "the body did not arrive within " + timeout.toSeconds() + " s");
            }
        }
        return bytes.toByteArray();
    }

    static RefusedException tooLarge() {
        return new RefusedException(
                Kind.BODY_TOO_LARGE, null, "a body has at most " + BYTES_MAX + " bytes; nothing was read of it");
    }
}
