package io.staylog.booking;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.staylog.booking.stream.BookingWire;
import io.staylog.booking.stream.PaymentWordWire;
import io.staylog.booking.view.BookingFigures;
import io.staylog.booking.view.Fact;
import io.staylog.booking.view.PaymentReader;
import io.staylog.booking.view.ReadModel;
import io.staylog.logview.History;
import io.staylog.logview.ViewReader;
import io.staylog.logview.Waiters;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The read model and who reads the log for it. */
@Configuration(proxyBeanMethods = false)
class ViewConfiguration {
    private static final int VIEW_POLL_RECORDS = 2_000;
    private static final int HISTORY_POLL_RECORDS = 200;
    // A booking's next event is seldom far; more would be read in vain.
    private static final int HISTORY_FETCH_BYTES = 64 * 1024;

    @Bean
    ReadModel readModel(BookingSettings settings) {
        var view = settings.view();
        return new ReadModel(
                view.outcomesMax(), view.outcomesKept(), InstantSource.system(), new Waiters(view.waitersMax()));
    }

    @Bean(destroyMethod = "") // Startup ends it, in its turn.
    ViewReader<Fact> viewReader(BookingSettings settings, BookingWire wire, ReadModel model, MeterRegistry meters) {
        var figures = new BookingFigures(meters);
        return new ViewReader<>(
                Topics.BOOKING_EVENTS.name(),
                consumer(settings, "-view", VIEW_POLL_RECORDS, ConsumerConfig.DEFAULT_MAX_PARTITION_FETCH_BYTES),
                record -> wire.isOurs(record) ? Fact.of(record, wire.readEvent(record)) : null,
                model,
                fact -> figures.count(fact.event()));
    }

    @Bean(destroyMethod = "") // Startup ends it, in its turn.
    PaymentReader paymentReader(BookingSettings settings, SchemaRegistry registry, ReadModel model) {
        return new PaymentReader(
                Topics.PAYMENT_EVENTS.name(),
                consumer(settings, "-payments", VIEW_POLL_RECORDS, ConsumerConfig.DEFAULT_MAX_PARTITION_FETCH_BYTES),
                new PaymentWordWire(registry)::read,
                model);
    }

    @Bean
    History history(BookingSettings settings, SchemaRegistry registry) {
        return new History(
                Topics.BOOKING_EVENTS.name(),
                consumer(settings, "-history", HISTORY_POLL_RECORDS, HISTORY_FETCH_BYTES),
                new EventDeserializer(registry, Topics.BOOKING_EVENTS));
    }

    @Bean
    MeterBinder viewMeters(ReadModel model, ViewReader<Fact> reader) {
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
            BookingSettings settings, String suffix, int recordsMax, int fetchBytesMax) {
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
