package io.staylog.payment;

import static io.staylog.payment.bank.SettingRules.isWithin;
import static io.staylog.payment.bank.SettingRules.require;
import static io.staylog.payment.bank.SettingRules.requireAddress;
import static io.staylog.payment.bank.SettingRules.text;

import io.staylog.payment.bank.BreakerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
 * @param bank the banks
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
     * @param clientOverrides further settings of all Kafka clients, by Kafka's names, for example of security
     */
    public record Kafka(
            @DefaultValue("127.0.0.1:9092") String bootstrapServers,
            @DefaultValue Map<String, String> clientOverrides) {
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
     * The banks. What each needs is set under {@code staylog.bank.gateways.<name>}; see its own settings.
     *
     * @param defaultGateway the bank of all hotels that are not named
     * @param hotels names of other banks, by hotel; a payment keeps the bank that it began with
     * @param inFlightMax calls that are with one bank at one time
     * @param notFoundTwice how far apart two answers "not found" must be to mean that a call had no effect
     * @param breaker when a bank is left alone for a while
     */
    public record Bank(
            @DefaultValue("simulator") String defaultGateway,
            @DefaultValue Map<String, String> hotels,
            @DefaultValue("256") int inFlightMax,
            @DefaultValue("60s") Duration notFoundTwice,
            @DefaultValue BreakerSettings breaker) {
        private static final int IN_FLIGHT_MAX = 10_000;
        private static final Duration NOT_FOUND_MAX = Duration.ofHours(1);

        /** Refuses limits that contradict each other. */
        public Bank {
            hotels = Map.copyOf(hotels);
            require(
                    inFlightMax >= 1 && inFlightMax <= IN_FLIGHT_MAX,
                    "staylog.bank.in-flight-max must be between 1 and " + IN_FLIGHT_MAX + ", but is " + inFlightMax);
            require(
                    isWithin(notFoundTwice, Duration.ofMillis(1), NOT_FOUND_MAX),
                    "staylog.bank.not-found-twice must be between 1 ms and " + text(NOT_FOUND_MAX) + ", but is "
                            + text(notFoundTwice));
        }

        /** Every bank that some hotel is with. */
        public Set<String> chosen() {
            var names = new TreeSet<>(hotels.values());
            names.add(defaultGateway);
            return names;
        }
    }
}
