package io.staylog.payment.bank;

import java.time.Duration;
import java.util.Map;

/**
 * Limits of the bank worker.
 *
 * @param bootstrapServers where the brokers are
 * @param instance name of this process among those of the group
 * @param inFlightMax calls that are with one bank at one time
 * @param pendingMax instructions to one bank held in memory, called or waiting; beyond it nothing more is fetched
 * @param keyLives an older instruction is not sent, because the bank may have forgotten its key and it could take effect again
 * @param breaker when a bank is left alone
 * @param sessionTimeout after which the partitions of a dead process go to another one
 * @param handOver how long running calls are waited for when partitions go to another process
 * @param closeTimeout how long running calls are waited for at the end; longer than the gateway's own limit
 * @param clientOverrides settings of all clients, by Kafka's names, for example of security
 */
public record BankWorkerSettings(
        String bootstrapServers,
        String instance,
        int inFlightMax,
        int pendingMax,
        Duration keyLives,
        BreakerSettings breaker,
        Duration sessionTimeout,
        Duration handOver,
        Duration closeTimeout,
        Map<String, String> clientOverrides) {
    /** The consumer group; its positions say which instructions are done. */
    public static final String GROUP = "payment-bank-worker";

    /** Refuses limits with which it would stand still, or end before its calls do. */
    public BankWorkerSettings {
        require(inFlightMax >= 1, "inFlightMax must be at least 1, but is " + inFlightMax);
        require(
                pendingMax >= inFlightMax,
                "pendingMax must be at least inFlightMax (" + inFlightMax + "), but is " + pendingMax);
        require(lasts(keyLives), "keyLives must be longer than 0, but is " + keyLives);
        require(lasts(sessionTimeout), "sessionTimeout must be longer than 0, but is " + sessionTimeout);
        require(lasts(handOver), "handOver must be longer than 0, but is " + handOver);
        require(lasts(closeTimeout), "closeTimeout must be longer than 0, but is " + closeTimeout);
        clientOverrides = Map.copyOf(clientOverrides);
    }

    private static void require(boolean isGood, String sentence) {
        if (!isGood) {
            throw new IllegalArgumentException(sentence);
        }
    }

    private static boolean lasts(Duration time) {
        return time.toMillis() > 0;
    }

    /**
     * With limits that suit one bank and one machine.
     *
     * @param keyLives what the rules say too
     * @param requestTimeout the gateway's own limit
     */
    public BankWorkerSettings(String bootstrapServers, String instance, Duration keyLives, Duration requestTimeout) {
        this(
                bootstrapServers,
                instance,
                256,
                1_024,
                keyLives,
                BreakerSettings.USUAL,
                Duration.ofSeconds(8),
                Duration.ofSeconds(3),
                requestTimeout.plusSeconds(5),
                Map.of());
    }

    /** Another limit of calls at one time; four times as many instructions are held in memory, those with the bank included. */
    public BankWorkerSettings withInFlightMax(int calls) {
        return new BankWorkerSettings(
                bootstrapServers,
                instance,
                calls,
                calls * 4,
                keyLives,
                breaker,
                sessionTimeout,
                handOver,
                closeTimeout,
                clientOverrides);
    }

    /** Another breaker. */
    public BankWorkerSettings withBreaker(BreakerSettings other) {
        return new BankWorkerSettings(
                bootstrapServers,
                instance,
                inFlightMax,
                pendingMax,
                keyLives,
                other,
                sessionTimeout,
                handOver,
                closeTimeout,
                clientOverrides);
    }

    /** Other settings of all clients. */
    public BankWorkerSettings withClientOverrides(Map<String, String> other) {
        return new BankWorkerSettings(
                bootstrapServers,
                instance,
                inFlightMax,
                pendingMax,
                keyLives,
                breaker,
                sessionTimeout,
                handOver,
                closeTimeout,
                other);
    }
}
