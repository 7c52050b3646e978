package io.staylog.banksimulator;

import io.staylog.banksimulator.bank.FaultScript;
import io.staylog.banksimulator.http.BankServer;
import io.staylog.banksimulator.http.Door;
import io.staylog.banksimulator.post.Notifying;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a bank is run.
 *
 * @param door where it listens
 * @param data the directory of the ledger
 * @param pace how long calls take, and how long one that gets no answer is held
 * @param notifying whom it tells what happens
 * @param faults which calls are disturbed
 * @param keysLive how long a key is remembered, null for ever
 */
public record Settings(
        Door door,
        Path data,
        BankServer.Pace pace,
        Notifying notifying,
        FaultScript faults,
        @Nullable Duration keysLive) {

    /** For this machine only, quick and undisturbed, telling nobody anything unasked. */
    public static Settings ofLoopback(int port, Path data, Duration hang) {
        return new Settings(
                Door.ofLoopback(port),
                data,
                new BankServer.Pace(Duration.ZERO, hang),
                Notifying.NOBODY,
                FaultScript.NONE,
                null);
    }

    /** The same with others who are told. */
    public Settings with(Notifying others) {
        return new Settings(door, data, pace, others, faults, keysLive);
    }

    /** The same with other calls disturbed. */
    public Settings with(FaultScript others) {
        return new Settings(door, data, pace, notifying, others, keysLive);
    }

    /** The same with calls that take so long. */
    public Settings withLatency(Duration latency) {
        return new Settings(door, data, new BankServer.Pace(latency, pace.hang()), notifying, faults, keysLive);
    }

    /** The same with keys that are remembered so long. */
    public Settings withKeysLive(Duration life) {
        return new Settings(door, data, pace, notifying, faults, life);
    }
}
