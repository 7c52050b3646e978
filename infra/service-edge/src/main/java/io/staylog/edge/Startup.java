package io.staylog.edge;

import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.topics.ContractGate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Opens a service, beside the web server: when topics and schemas are verified, its work begins. */
public final class Startup implements SmartLifecycle {

    /** What a service does once it may. */
    public interface Work {
        /** Starts every part. */
        void begin();

        /** Ends every part, also those that were never started. */
        void end();
    }

    private final ContractGate gate;
    private final Work work;

    /** Looks at nothing before {@link #start}. */
    public Startup(
            ContractGate.Contract contract,
            Brokers brokers,
            EventSerializer serializer,
            StartRefusal refusal,
            Work work) {
        this.work = work;
        this.gate = new ContractGate(contract, brokers, serializer, new ContractGate.Service() {
            @Override
            public void open() {
                work.begin();
            }

            @Override
            public void refuse(List<String> reasons) {
                refusal.refuse(reasons);
            }
        });
    }

    /** Whether topics and schemas are verified, so that they may be written. */
    public boolean isOpen() {
        return gate.isOpen();
    }

    /** What is waited for, or null where nothing is. */
    public @Nullable String waitsFor() {
        return gate.waitsFor();
    }

    @Override
    public void start() {
        gate.start();
    }

    @Override
    public void stop() {
        gate.close();
        work.end();
    }

    @Override
    public boolean isRunning() {
        return gate.isRunning();
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE
                - 4096; // Below the web server's: it stops after the last answer, and health is told to the end.
    }
}
