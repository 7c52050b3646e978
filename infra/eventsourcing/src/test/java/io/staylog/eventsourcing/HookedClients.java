package io.staylog.eventsourcing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** Clients that tell when a method of theirs is about to run and has run, so that a test may fail or wait there. */
final class HookedClients extends Clients {
    /** Gets the method's name. */
    volatile Consumer<String> before = method -> {};

    volatile Consumer<String> after = method -> {};

    /** The same of the consumer of the inputs. */
    volatile Consumer<String> beforeReading = method -> {};

    /** The latest producer itself, without hooks. */
    volatile @Nullable Producer<byte[], byte[]> real;

    private final EngineSettings settings;
    private final boolean lateFlush;

    /** Makes clients like those of production. */
    HookedClients(EngineSettings settings) {
        this(settings, false);
    }

    /**
     * Makes clients.
     *
     * @param lateFlush whether records leave the producer no earlier than at commit
     */
    HookedClients(EngineSettings settings, boolean lateFlush) {
        super(settings);
        this.settings = settings;
        this.lateFlush = lateFlush;
    }

    /** Holds the engine up before it calls a method for the next time. */
    Gate gateBefore(String method) {
        var gate = new Gate();
        before = called -> {
            if (called.equals(method)) {
                gate.pass();
            }
        };
        return gate;
    }

    @Override
    public org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> inputs() {
        return hooked(
                org.apache.kafka.clients.consumer.Consumer.class,
                super.inputs(),
                method -> beforeReading.accept(method),
                method -> {});
    }

    @Override
    public Producer<byte[], byte[]> producer() {
        var producer = lateFlush ? LateProducer.of(settings) : super.producer();
        real = producer;
        return hooked(Producer.class, producer, method -> before.accept(method), method -> after.accept(method));
    }

    @SuppressWarnings("unchecked")
    private static <T> T hooked(Class<?> type, T client, Consumer<String> before, Consumer<String> after) {
        return (T) Proxy.newProxyInstance(
                HookedClients.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    before.accept(method.getName());
                    try {
                        var result = method.invoke(client, arguments);
                        after.accept(method.getName());
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
