package io.staylog.edge;

import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * One admin client, made when it is first asked for: while the brokers' name cannot be resolved Kafka refuses to make one, and
 * the service shall start all the same.
 */
public final class LazyAdmin implements AutoCloseable {
    private final KafkaAdmin settings;
    private @Nullable Admin admin;

    /** Does not connect yet. */
    public LazyAdmin(KafkaAdmin settings) {
        this.settings = settings;
    }

    /**
     * The client.
     *
     * @throws org.apache.kafka.common.KafkaException if it cannot be made now
     */
    public synchronized Admin get() {
        if (admin == null) {
            admin = Admin.create(settings.getConfigurationProperties());
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close();
            admin = null;
        }
    }
}
