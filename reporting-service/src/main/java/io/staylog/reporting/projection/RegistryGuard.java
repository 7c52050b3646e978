package io.staylog.reporting.projection;

import io.staylog.reporting.projection.LogGuard.BrokersUnavailableException;
import io.staylog.reporting.projection.LogGuard.LogRefusedException;
import io.staylog.schemas.serde.CompatibilityRule;
import io.staylog.schemas.serde.CompatibilityRule.Fault;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.topics.IdsOnTheLog;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;

/** Refuses a registry that has lost what the log was written with, or that does not protect readers. */
final class RegistryGuard {
    private final SchemaRegistry registry;
    private final Supplier<Consumer<byte[], byte[]>> consumers;

    /** Does not connect yet. */
    RegistryGuard(SchemaRegistry registry, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.registry = registry;
        this.consumers = consumers;
    }

    /**
     * Looks once.
     *
     * @throws LogRefusedException saying what is wrong and what to do
     * @throws io.staylog.schemas.serde.RegistryUnavailableException if the registry gave no usable answer
     */
    void verify() {
        var lost = IdsOnTheLog.contradictions(registry, idsInUse());
        if (!lost.isEmpty()) {
            throw new LogRefusedException(String.join("; ", lost));
        }
        var faults =
                new CompatibilityRule(registry).tryToBreak(LogGuard.SOURCES).faults();
        if (!faults.isEmpty()) {
            throw new LogRefusedException(faults.stream().map(Fault::sentence).collect(Collectors.joining("; ")));
        }
    }

    private Map<Integer, String> idsInUse() {
        try (var consumer = consumers.get()) {
            return IdsOnTheLog.newest(consumer, LogGuard.SOURCES);
        } catch (KafkaException e) {
            throw new BrokersUnavailableException("the brokers do not answer: " + e.getMessage(), e);
        }
    }
}
