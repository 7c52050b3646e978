package io.staylog.reporting.projection;

import io.staylog.reporting.projection.LogGuard.BrokersUnavailableException;
import io.staylog.reporting.projection.LogGuard.LogRefusedException;
import io.staylog.schemas.serde.CompatibilityRule;
import io.staylog.schemas.serde.CompatibilityRule.Fault;
import io.staylog.schemas.serde.RegistryUnavailableException;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.topics.IdsOnTheLog;
import io.staylog.schemas.topics.StartingGrace;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;

/**
 * Refuses a registry that has lost what the log was written with, or that does not protect readers, when it has been so for a
 * while: one that is starting answers before it knows what it knew. For one thread.
 */
final class RegistryGuard {

    /** Something is wrong with what the registry says, but it may still be starting. */
    static final class RegistryStartingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RegistryStartingException(String message) {
            super(message);
        }
    }

    private final SchemaRegistry registry;
    private final Supplier<Map<Integer, String>> idsInUse;
    private final StartingGrace grace;
    private boolean wasGood;

    /**
     * Does not connect yet.
     *
     * @param idsInUse reads the newest events, as {@link IdsOnTheLog#newest} does; may throw a {@link KafkaException}
     */
    RegistryGuard(SchemaRegistry registry, Supplier<Map<Integer, String>> idsInUse, StartingGrace grace) {
        this.registry = registry;
        this.idsInUse = idsInUse;
        this.grace = grace;
    }

    /**
     * Looks once, and not again after all was good once: a running reader needs no registry.
     *
     * @throws LogRefusedException saying what is wrong and what to do
     * @throws RegistryStartingException if that may pass
     * @throws RegistryUnavailableException if the registry gave no usable answer
     */
    void verify() {
        if (wasGood) {
            return;
        }
        var wrong = wrong();
        if (wrong.isEmpty()) {
            wasGood = true;
        } else if (grace.isOver()) {
            throw new LogRefusedException(wrong);
        } else {
            throw new RegistryStartingException("the schema registry may still be starting: " + wrong);
        }
    }

    private String wrong() {
        try {
            var lost = IdsOnTheLog.contradictions(registry, idsInUse.get());
            if (!lost.isEmpty()) {
                return String.join("; ", lost);
            }
            return new CompatibilityRule(registry)
                    .tryToBreak(LogGuard.SOURCES).faults().stream()
                            .map(Fault::sentence)
                            .collect(Collectors.joining("; "));
        } catch (RegistryUnavailableException e) {
            grace.begin();
            throw e;
        } catch (KafkaException e) {
            grace.begin();
            throw new BrokersUnavailableException("the brokers do not answer: " + e.getMessage(), e);
        }
    }
}
