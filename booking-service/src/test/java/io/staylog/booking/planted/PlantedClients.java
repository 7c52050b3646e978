package io.staylog.booking.planted;

import io.staylog.eventsourcing.Clients;
import io.staylog.eventsourcing.EngineSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The engine's clients. They can be told to stop before they write or commit, as a process does that is frozen, and to fail at
 * the next commit; and where they are planted with a bug, nothing that they write is a part of a transaction.
 */
final class PlantedClients extends Clients {
    /** Where somebody waits who was told to. */
    static final class Stop {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch goesOn = new CountDownLatch(1);
        private final AtomicBoolean isUsed = new AtomicBoolean();

        private void pass() {
            if (isUsed.compareAndSet(false, true)) {
                reached.countDown();
                try {
                    goesOn.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private final EngineSettings settings;
    private final boolean isAtLeastOnce;
    private volatile Consumer<byte[], byte[]> inputs;
    private Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    volatile Stop beforeSend = new Stop();
    volatile Stop beforeCommit = new Stop();
    final AtomicBoolean failsAtCommit = new AtomicBoolean();

    PlantedClients(EngineSettings settings, boolean isAtLeastOnce) {
        super(settings);
        this.settings = settings;
        this.isAtLeastOnce = isAtLeastOnce;
        goOn();
    }

    /** Nobody stops any more. */
    void goOn() {
        beforeSend.isUsed.set(true);
        beforeCommit.isUsed.set(true);
        beforeSend.goesOn.countDown();
        beforeCommit.goesOn.countDown();
    }

    @Override
    public Consumer<byte[], byte[]> inputs() {
        inputs = super.inputs();
        return inputs;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Producer<byte[], byte[]> producer() {
        var producer = isAtLeastOnce ? plain() : super.producer();
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                PlantedClients.class.getClassLoader(),
                new Class<?>[] {Producer.class},
                (_, method, arguments) -> call(producer, method, arguments));
    }

    private Producer<byte[], byte[]> plain() {
        Map<String, Object> config = Map.of("bootstrap.servers", settings.bootstrapServers(), "acks", "all");
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Object call(Producer<byte[], byte[]> producer, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "send" -> beforeSend.pass();
            case "commitTransaction" -> {
                producer.flush();
                beforeCommit.pass();
                if (failsAtCommit.compareAndSet(true, false)) {
                    throw new KafkaException("planted: the commit has failed");
                }
            }
            default -> {}
        }
        return isAtLeastOnce ? withoutTransaction(producer, method, arguments) : invoke(producer, method, arguments);
    }

    @SuppressWarnings("unchecked")
    private Object withoutTransaction(Producer<byte[], byte[]> producer, Method method, Object[] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "initTransactions", "beginTransaction", "abortTransaction" -> null;
            case "sendOffsetsToTransaction" -> {
                positions = (Map<TopicPartition, OffsetAndMetadata>) arguments[0];
                yield null;
            }
            case "commitTransaction" -> {
                Objects.requireNonNull(inputs).commitSync(positions);
                yield null;
            }
            default -> invoke(producer, method, arguments);
        };
    }

    private static Object invoke(Producer<byte[], byte[]> producer, Method method, Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(producer, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
