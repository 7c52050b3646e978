package io.staylog.banksimulator;

import io.staylog.banksimulator.http.Door;
import io.staylog.banksimulator.post.Notifying;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a bank is run.
 *
 * @param door where it listens
 * @param data the directory of the ledger
 * @param hang how long a call that gets no answer is held
 * @param notifying whom it tells what happens
 */
public record Settings(Door door, Path data, Duration hang, Notifying notifying) {
    /** For this machine only, telling nobody anything unasked. */
    public static Settings ofLoopback(int port, Path data, Duration hang) {
        return new Settings(Door.ofLoopback(port), data, hang, Notifying.NOBODY);
    }

    /** The same with others who are told. */
    public Settings with(Notifying others) {
        return new Settings(door, data, hang, others);
    }
}
