package io.staylog.payment;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set, under {@code staylog.}. What cannot work is refused at the start, by the name of the property.
 *
 * @param instance name of this process among those of the service; two living processes must not share it
 * @param dataDir for snapshots, which are a cache
 * @param kafka the log
 * @param registry the schemas
 * @param bank the bank
 */
@ConfigurationProperties(prefix = "staylog")
public record PaymentSettings(
        @DefaultValue("payment-service-1") String instance,
        Path dataDir,
        @DefaultValue Kafka kafka,
        @DefaultValue Registry registry,
        @DefaultValue Bank bank) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    /** Refuses names that Kafka would not take. */
    public PaymentSettings {
        require(
                NAME.matcher(instance).matches(),
                "staylog.instance must be 1 to 100 letters, digits or . _ -, but is '" + instance + "'");
    }

    /**
     * The log.
     *
     * @param bootstrapServers {@code host:port,host:port}
     */
    public record Kafka(@DefaultValue("127.0.0.1:9092") String bootstrapServers) {
        /** Refuses to have none. */
        public Kafka {
            require(
                    !bootstrapServers.isBlank(),
                    "staylog.kafka.bootstrap-servers must name a broker, for example 127.0.0.1:9092, but is empty");
        }
    }

    /**
     * The schema registry.
     *
     * @param url of its Confluent interface
     */
    public record Registry(
            @DefaultValue("http://127.0.0.1:8081/apis/ccompat/v7")
            URI url) {
        /** Refuses what is no address. */
        public Registry {
            requireAddress("staylog.registry.url", url);
        }
    }

    /**
     * The bank.
     *
     * @param url without a slash at its end
     * @param connectTimeout how long a connection may take
     * @param requestTimeout how long an answer may take; after it nobody knows what became of the call
     * @param inFlightMax calls that are with the bank at one time
     * @param notFoundTwice how far apart two answers "not found" must be to mean that a call had no effect
     */
    public record Bank(
            @DefaultValue("http://127.0.0.1:8600") URI url,
            @DefaultValue("2s") Duration connectTimeout,
            @DefaultValue("10s") Duration requestTimeout,
            @DefaultValue("256") int inFlightMax,
            @DefaultValue("60s") Duration notFoundTwice) {
        private static final int IN_FLIGHT_MAX = 10_000;
        private static final Duration REQUEST_MAX = Duration.ofSeconds(20);
        private static final Duration NOT_FOUND_MAX = Duration.ofHours(1);

        /** Refuses limits that contradict each other. */
        public Bank {
            requireAddress("staylog.bank.url", url);
            require(
                    isWithin(requestTimeout, Duration.ofMillis(1), REQUEST_MAX),
                    "staylog.bank.request-timeout must be between 1 ms and " + text(REQUEST_MAX)
                            + ", so that calls can end when the service stops, but is " + text(requestTimeout));
            require(
                    isWithin(connectTimeout, Duration.ofMillis(1), requestTimeout),
                    "staylog.bank.connect-timeout must be between 1 ms and staylog.bank.request-timeout ("
                            + text(requestTimeout) + "), but is " + text(connectTimeout));
            require(
                    inFlightMax >= 1 && inFlightMax <= IN_FLIGHT_MAX,
                    "staylog.bank.in-flight-max must be between 1 and " + IN_FLIGHT_MAX + ", but is " + inFlightMax);
            require(
                    isWithin(notFoundTwice, requestTimeout, NOT_FOUND_MAX),
                    "staylog.bank.not-found-twice must be between staylog.bank.request-timeout (" + text(requestTimeout)
                            + ") and " + text(NOT_FOUND_MAX)
                            + ", because a call that is still on its way is not found either, but is "
                            + text(notFoundTwice));
        }
    }

    private static boolean isWithin(Duration value, Duration min, Duration max) {
        return value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
    }

    private static String text(Duration value) {
        return value.toMillis() % 1_000 == 0 ? value.toSeconds() + " s" : value.toMillis() + " ms";
    }

    private static void requireAddress(String property, URI url) {
        boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        require(
                isHttp
                        && url.getHost() != null
                        && url.getRawQuery() == null
                        && !url.toString().endsWith("/"),
                property + " must be an http or https address without a slash at its end, but is '" + url + "'");
    }

    private static void require(boolean isGood, String sentence) {
        if (!isGood) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
