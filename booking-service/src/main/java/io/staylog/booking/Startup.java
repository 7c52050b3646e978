package io.staylog.booking;

import io.staylog.booking.view.ViewReader;
import io.staylog.eventsourcing.Engine;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.topics.ContractGate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Opens the service, beside the web server: when topics and schemas are verified, the view and the engine begin. */
final class Startup implements SmartLifecycle {
    private static final ContractGate.Contract CONTRACT = new ContractGate.Contract(
            List.of(Topics.BOOKING_REQUESTS, Topics.BOOKING_EVENTS, Topics.PAYMENT_EVENTS, Topics.GUEST_PROFILES),
            List.of(Topics.BOOKING_REQUESTS, Topics.BOOKING_EVENTS, Topics.GUEST_PROFILES));

    private final ContractGate gate;
    private final ViewReader view;
    private final Engine<?, ?, ?> engine;

    Startup(
            Brokers brokers,
            EventSerializer serializer,
            ViewReader view,
            Engine<?, ?, ?> engine,
            StartRefusal refusal) {
        this.view = view;
        this.engine = engine;
        this.gate = new ContractGate(CONTRACT, brokers::differences, serializer, new ContractGate.Service() {
            @Override
            public void open() {
                view.start();
                engine.start();
            }

            @Override
            public void refuse(List<String> reasons) {
                refusal.refuse(reasons);
            }
        });
    }

    /** Whether topics and schemas are verified, so that requests may be written. */
    boolean isOpen() {
        return gate.isOpen();
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
        engine.close();
        view.close();
    }

    @Override
    public boolean isRunning() {
        return gate.isRunning();
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096; // Below the web server's, so that it stops after the last answer.
    }
}
