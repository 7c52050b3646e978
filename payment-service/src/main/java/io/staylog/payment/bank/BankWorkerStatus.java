package io.staylog.payment.bank;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the bank worker is doing and how the banks behave, for health checks. Written and read by any thread. */
public final class BankWorkerStatus {
    private volatile @Nullable String trouble = "has not started yet";
    private volatile boolean dead;
    private volatile int partitions;
    private volatile int failures;
    private volatile Supplier<Map<String, BankStanding>> banks = Map::of;

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

    /** How each bank behaves, by its name. */
    public Map<String, BankStanding> banks() {
        return banks.get();
    }

    void banks(Supplier<Map<String, BankStanding>> standings) {
        banks = standings;
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
}
