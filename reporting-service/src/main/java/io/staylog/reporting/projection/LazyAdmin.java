package io.staylog.reporting.projection;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * One admin client, made when it is first asked for: while the brokers' name cannot be resolved Kafka refuses to make one, and
 * the service shall start all the same.
 */
final class LazyAdmin implements AutoCloseable {
    private final Map<String, Object> settings;

    @Nullable
    private Admin admin;

    LazyAdmin(Map<String, Object> settings) {
        this.settings = Map.copyOf(settings);
    }

    /**
     * The client.
     *
     * @throws org.apache.kafka.common.KafkaException if it cannot be made now
     */
    synchronized Admin get() {
        if (admin == null) {
            admin = Admin.create(settings);
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close();
        }
    }
}
