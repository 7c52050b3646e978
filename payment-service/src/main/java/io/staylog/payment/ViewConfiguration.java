package io.staylog.payment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.staylog.logview.History;
import io.staylog.logview.ViewReader;
import io.staylog.logview.Waiters;
import io.staylog.payment.view.PaymentFact;
import io.staylog.payment.view.PaymentReadModel;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The read model and who reads the log for it. */
@Configuration(proxyBeanMethods = false)
class ViewConfiguration {
    private static final int VIEW_POLL_RECORDS = 2_000;
    private static final int HISTORY_POLL_RECORDS = 200;
    // A payment's next event is seldom far; more would be read in vain.
    private static final int HISTORY_FETCH_BYTES = 64 * 1024;

    @Bean
    PaymentReadModel readModel(EdgeSettings settings) {
        var view = settings.view();
        return new PaymentReadModel(
                view.outcomesMax(), view.outcomesKept(), InstantSource.system(), new Waiters(view.waitersMax()));
    }

    @Bean(destroyMethod = "") // Startup ends it, in its turn.
    ViewReader<PaymentFact> viewReader(PaymentSettings settings, SchemaRegistry registry, PaymentReadModel model) {
        var events = new EventDeserializer(registry, Topics.PAYMENT_EVENTS);
        return new ViewReader<>(
                Topics.PAYMENT_EVENTS.name(),
                consumer(settings, "-view", VIEW_POLL_RECORDS, ConsumerConfig.DEFAULT_MAX_PARTITION_FETCH_BYTES),
                record -> read(events, record),
                model,
                _ -> {});
    }

    private static @Nullable PaymentFact read(EventDeserializer events, ConsumerRecord<byte[], byte[]> record) {
        if (!Topics.PAYMENT_EVENTS.isFromOwner(record)) {
            return null;
        }
        return switch (events.deserialize(record.topic(), record.value())) {
            case SpecificRecord event -> PaymentFact.of(record, event);
            case null, default ->
                throw new IllegalStateException("no event that this program knows; it may be older than the log");
        };
    }

    @Bean
    History history(PaymentSettings settings, SchemaRegistry registry) {
        return new History(
                Topics.PAYMENT_EVENTS.name(),
                consumer(settings, "-history", HISTORY_POLL_RECORDS, HISTORY_FETCH_BYTES),
                new EventDeserializer(registry, Topics.PAYMENT_EVENTS));
    }

    @Bean
    MeterBinder viewMeters(PaymentReadModel model, ViewReader<PaymentFact> reader) {
        return meters -> {
            Gauge.builder(
                            "staylog.view.lag.records",
                            reader,
                            view -> view.status().lagRecords())
                    .description("Events on the log that the view does not show yet")
                    .register(meters);
            Gauge.builder(
                            "staylog.view.behind",
                            reader,
                            view -> view.status().behind().toMillis() / 1e3)
                    .baseUnit("seconds")
                    .description("For how long the view has been behind the log")
                    .register(meters);
            Gauge.builder("staylog.waiters", model, view -> view.waiters().count())
                    .description("Requests that wait for an outcome")
                    .register(meters);
            model.sizes()
                    .keySet()
                    .forEach(what -> Gauge.builder(
                                    "staylog.view.size",
                                    model,
                                    view -> view.sizes().getOrDefault(what, 0))
                            .tag("what", what)
                            .description("What the view keeps in memory")
                            .register(meters));
        };
    }

    private static Supplier<Consumer<byte[], byte[]>> consumer(
            PaymentSettings settings, String suffix, int recordsMax, int fetchBytesMax) {
        var config = new HashMap<String, Object>(settings.kafka().clientOverrides());
        config.putAll(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.kafka().bootstrapServers(),
                ConsumerConfig.CLIENT_ID_CONFIG,
                settings.instance() + suffix,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                // The position is always ours to say; "latest" would silently leave events out.
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                recordsMax,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                fetchBytesMax,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                100,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                5_000));
        return () -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
