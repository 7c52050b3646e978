package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.deadletters.DeadRecord.Why;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of a fault of the program that one record has brought about, in a way that makes equal faults equal. */
final class Fault {
    static final Logger LOG = LoggerFactory.getLogger(Fault.class);
    private static final int FRAMES = 12;

    private Fault() {}

    /**
     * The cause for the dead letter.
     *
     * @param isIllegible whether the record could not even be read
     */
    static Why why(String reason, String what, Throwable fault, boolean isIllegible) {
        var root = rootOf(fault);
        var at = root.getStackTrace().length == 0 ? "" : " at " + root.getStackTrace()[0];
        return new Why(reason, what + ": " + root + at, digest(root), isIllegible);
    }

    private static Throwable rootOf(Throwable fault) {
        var root = fault;
        for (int i = 0; i < FRAMES && root.getCause() != null; i++) {
            root = root.getCause();
        }
        return root;
    }

    /** Of the methods, and not of their lines: those move from build to build. */
    private static String digest(Throwable fault) {
        var checksum = new CRC32C();
        checksum.update(fault.getClass().getName().getBytes(UTF_8));
        var frames = fault.getStackTrace();
        for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
            checksum.update((frames[i].getClassName() + "." + frames[i].getMethodName()).getBytes(UTF_8));
        }
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
