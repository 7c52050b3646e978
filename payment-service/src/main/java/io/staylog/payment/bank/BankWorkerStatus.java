package io.staylog.payment.bank;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the bank worker is doing and how the bank behaves, for health checks. Written and read by any thread. */
public final class BankWorkerStatus {
    private volatile @Nullable String trouble = "has not started yet";
    private volatile boolean dead;
    private volatile int partitions;
    private volatile int failures;
    private volatile @Nullable Instant bankAnsweredAt;
    private volatile @Nullable Instant bankSilentSince;
    private volatile String bankTrouble = "";

    /** What keeps the worker from working, or null. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** Whether its thread has died, which only a restart of the process mends. */
    public boolean dead() {
        return dead;
    }

    /** How often it has failed in a row, and each time soon after it began; 0 where it works. */
    public int failures() {
        return failures;
    }

    /** How many partitions this process carries out. */
    public int partitions() {
        return partitions;
    }

    /** When the bank last gave any usable answer, null if it has not. */
    public @Nullable Instant bankAnsweredAt() {
        return bankAnsweredAt;
    }

    /** Since when the bank gives no usable answer to anything; null where it does, or was not asked. */
    public @Nullable Instant bankSilentSince() {
        return bankSilentSince;
    }

    /** What was wrong last, empty where nothing was. */
    public String bankTrouble() {
        return bankTrouble;
    }

    /** Only a member of the group works; it may still have an instruction that cannot be read yet. */
    void running(int assigned, @Nullable String cannotRead) {
        trouble = cannotRead;
        failures = 0;
        partitions = assigned;
    }

    void stopped(String reason) {
        trouble = reason;
        partitions = 0;
    }

    void failed(String reason, int times) {
        stopped(reason);
        failures = times;
    }

    void died(String reason) {
        stopped(reason);
        dead = true;
    }

    void bankAnswered(Instant at) {
        bankAnsweredAt = at;
        bankSilentSince = null;
        bankTrouble = "";
    }

    void bankSilent(Instant at, String message) {
        if (bankSilentSince == null) {
            bankSilentSince = at;
        }
        bankTrouble = message;
    }
}
