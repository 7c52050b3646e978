package io.staylog.bench.decisions;

import io.staylog.booking.stream.BookingWire;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/** The same rules and records on Kafka Streams, with its state in RocksDB and its changelogs. */
final class StreamsDrain implements Drain {
    static final String FACTS = "facts";
    static final String BOOKINGS = "bookings";
    static final String NIGHTS = "nights";

    private static final long CACHE_BYTES = 64L << 20;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final Surroundings around;

    StreamsDrain(Surroundings around) {
        this.around = around;
    }

    @Override
    public Drained run(Round round) throws Exception {
        var decided = new AtomicLong();
        try (var stopwatch = around.stopwatch(round);
                var streams = new KafkaStreams(topology(around.wire(), decided), settings(round))) {
            streams.setUncaughtExceptionHandler(fault -> {
                fault.printStackTrace();
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.start();
            var drained = stopwatch.time(decided::get, round.records(), Contender.STREAMS.group());
            // Only so can the group be deleted before the next round.
            streams.close(CloseOptions.timeout(CLOSE_TIMEOUT)
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
            return drained;
        }
    }

    static Topology topology(BookingWire wire, AtomicLong decided) {
        var bytes = Serdes.ByteArray();
        return new Topology()
                .addSource("requests", bytes.deserializer(), bytes.deserializer(), Demand.REQUESTS)
                .addProcessor("decide", () -> new StreamsDecider(wire, decided), "requests")
                // Each booking is put once and looked up once, so that a cache of them would only cost.
                .addStateStore(store(BOOKINGS).withCachingDisabled(), "decide")
                .addStateStore(store(NIGHTS).withCachingEnabled(), "decide")
                .addStateStore(store(FACTS).withCachingEnabled(), "decide")
                .addSink("decisions", Contender.STREAMS.output(), bytes.serializer(), bytes.serializer(), "decide");
    }

    private static StoreBuilder<KeyValueStore<byte[], byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of());
    }

    private Properties settings(Round round) {
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, Contender.STREAMS.group());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, around.bootstrapServers());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, round.directory());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, round.commitIntervalMs());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, round.threads());
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocks.class);
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        // What speeds the engine up speeds this up too.
        settings.put("retry.backoff.ms", "2");
        settings.put("retry.backoff.max.ms", "200");
        settings.put("reconnect.backoff.ms", "50");
        settings.put("reconnect.backoff.max.ms", "1000");
        settings.put(StreamsConfig.consumerPrefix("max.poll.records"), "2000");
        settings.put(StreamsConfig.consumerPrefix("fetch.max.wait.ms"), "100");
        settings.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
        settings.put(StreamsConfig.producerPrefix("batch.size"), "131072");
        return settings;
    }

    /** All stores of the process share one cache and one budget for what is not written yet, as Kafka's manual advises. */
    public static final class BoundedRocks implements org.apache.kafka.streams.state.RocksDBConfigSetter {
        private static final LRUCache CACHE = new LRUCache(2 * CACHE_BYTES);
        private static final WriteBufferManager BUFFERS = new WriteBufferManager(CACHE_BYTES, CACHE);

        @Override
        public void setConfig(String storeName, Options options, Map<String, Object> settings) {
            var tables = (BlockBasedTableConfig) options.tableFormatConfig();
            tables.setBlockCache(CACHE);
            options.setWriteBufferManager(BUFFERS);
            options.setTableFormatConfig(tables);
        }

        @Override
        public void close(String storeName, Options options) {
            // Cache and budget are the process's, not the store's.
        }
    }
}
