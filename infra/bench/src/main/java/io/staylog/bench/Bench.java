package io.staylog.bench;

import java.nio.file.Path;
import java.util.Random;

/**
 * What all studies of a run share.
 *
 * @param seed of everything random; it stands in the report
 * @param quick whether a short run that shows that all works is wanted, instead of figures to be told
 * @param profile whether a study should look where its time goes
 * @param scratch directory on a disk for what is of no use afterwards; it is deleted at the end of the run
 * @param results directory of the report, for files that stand beside it
 * @param project root directory of the sources
 */
public record Bench(long seed, boolean quick, boolean profile, Path scratch, Path results, Path project) {

    /** One of two numbers: the first when the run is quick. */
    public int size(int quickly, int fully) {
        return quick ? quickly : fully;
    }

    /** Random numbers that are the same in each run with this seed. */
    public Random random() {
        return new Random(seed);
    }

    /** Tells the one who waits at the terminal how far it is; it is no part of the report. */
    public void say(String what) {
        System.err.println(what);
    }
}
