package io.staylog.payment;

import io.staylog.eventsourcing.Engine;
import io.staylog.payment.bank.BankWorker;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.topics.ContractGate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Opens the service, beside the web server: when topics and schemas are verified, the engine and the bank worker begin. */
final class Startup implements SmartLifecycle {
    private static final ContractGate.Contract CONTRACT = new ContractGate.Contract(
            List.of(
                    Topics.BOOKING_EVENTS,
                    Topics.PAYMENT_REQUESTS,
                    Topics.PAYMENT_EVENTS,
                    Topics.BANK_CALLS,
                    Topics.BANK_ANSWERS),
            List.of(Topics.PAYMENT_EVENTS, Topics.BANK_CALLS, Topics.BANK_ANSWERS));

    private final ContractGate gate;
    private final Engine<?, ?, ?> engine;
    private final BankWorker worker;

    Startup(
            Brokers brokers,
            EventSerializer serializer,
            Engine<?, ?, ?> engine,
            BankWorker worker,
            StartRefusal refusal) {
        this.engine = engine;
        this.worker = worker;
        this.gate = new ContractGate(CONTRACT, brokers::differences, serializer, new ContractGate.Service() {
            @Override
            public void open() {
                engine.start();
                worker.start();
            }

            @Override
            public void refuse(List<String> reasons) {
                refusal.refuse(reasons);
            }
        });
    }

    /** What is waited for, or null where nothing is. */
    @Nullable
    String waitsFor() {
        return gate.waitsFor();
    }

    @Override
    public void start() {
        gate.start();
    }

    @Override
    public void stop() {
        gate.close();
        // No new instruction first, so that the worker has only to finish what it has begun.
        engine.close();
        worker.close();
    }

    @Override
    public boolean isRunning() {
        return gate.isRunning();
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096; // Below the web server's, so that health is told to the end.
    }
}
