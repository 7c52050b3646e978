package io.staylog.booking;

import io.staylog.schemas.serde.SerdeSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set, under {@code staylog.}; a name that is not here stops the start, because it is a slip of the keyboard.
 *
 * @param instance name of this process among those of the service; two living processes must not share it
 * @param dataDir for snapshots, which are a cache
 * @param tokenFile holds the token that callers show who change something; made at the first start
 * @param kafka the log
 * @param registry the schemas
 * @param web the HTTP edge
 * @param view the read model
 * @param invoices invoices and credit notes
 */
@ConfigurationProperties(prefix = "staylog", ignoreUnknownFields = false)
public record BookingSettings(
        @DefaultValue("booking-service-1") String instance,
        Path dataDir,
        Path tokenFile,
        @DefaultValue Kafka kafka,
        @DefaultValue Registry registry,
        @DefaultValue Web web,
        @DefaultValue View view,
        @DefaultValue Invoices invoices) {

    /**
     * The log.
     *
     * @param bootstrapServers {@code host:port,host:port}
     * @param valueSerializer class that the HTTP edge writes requests with; any that takes Confluent's settings
     * @param clientOverrides further settings of all Kafka clients, by Kafka's names, for example of security
     */
    public record Kafka(
            @DefaultValue("127.0.0.1:9092") String bootstrapServers,
            @DefaultValue(SerdeSettings.OURS) String valueSerializer,
            @DefaultValue Map<String, String> clientOverrides) {}

    /**
     * The schema registry.
     *
     * @param url of its Confluent interface
     */
    public record Registry(
            @DefaultValue("http://127.0.0.1:8081/apis/ccompat/v7")
            URI url) {}

    /**
     * The HTTP edge.
     *
     * @param allowedHosts names besides those of loopback under which the service may be called
     * @param bodyTimeout how long a body may take to arrive
     */
    public record Web(
            @DefaultValue List<String> allowedHosts,
            @DefaultValue("10s") Duration bodyTimeout) {}

    /**
     * The read model.
     *
     * @param waitersMax requests that may wait for a change at the same time
     * @param outcomesMax answers to requests that are remembered
     * @param outcomesKept and for how long
     * @param behindMax how far behind the log it may be before the instance is not ready
     */
    public record View(
            @DefaultValue("10000") int waitersMax,
            @DefaultValue("1000000") int outcomesMax,
            @DefaultValue("24h") Duration outcomesKept,
            @DefaultValue("10s") Duration behindMax) {}

    /**
     * Invoices and credit notes.
     *
     * @param buyersKeptYears how many years after the year of issue the law wants it kept whom an invoice was made out to
     */
    public record Invoices(@DefaultValue("10") int buyersKeptYears) {}
}
