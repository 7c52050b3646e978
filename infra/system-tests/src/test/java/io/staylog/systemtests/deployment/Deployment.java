package io.staylog.systemtests.deployment;

import io.staylog.local.LocalSettings;
import io.staylog.local.LocalStack;
import io.staylog.local.Part;

/** The whole of Staylog, running somewhere; a test that asks no more than this runs on every kind of it. */
public interface Deployment extends AutoCloseable {
    /** Where everything is: addresses on this machine, the token, and a home for the command-line tool. */
    LocalSettings settings();

    /** Kills a part as an accident would, and starts it again on the same address and data. */
    void killAndRestart(Part part) throws InterruptedException;

    /** Stops everything in good order and starts it again on the same data. */
    void restartAll();

    /** The processes, for tests that need the local stack itself. */
    default LocalStack stack() {
        throw new IllegalStateException(
                "This test needs the processes of the local stack: run it without -Dstaylog.deployment=containers");
    }

    @Override
    void close();
}
