package io.staylog.payment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set of the HTTP edge, under {@code staylog.}; see {@link PaymentSettings} for the rest.
 *
 * @param tokenFile holds the token that callers show who change something; made at the first start
 * @param web the HTTP edge
 * @param view the read model
 */
@ConfigurationProperties(prefix = "staylog")
public record EdgeSettings(
        Path tokenFile, @DefaultValue Web web, @DefaultValue View view) {

    /**
     * The HTTP edge.
     *
     * @param allowedHosts names besides those of loopback under which the service may be called, also by banks
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
            @DefaultValue("1000") int waitersMax,
            @DefaultValue("200000") int outcomesMax,
            @DefaultValue("24h") Duration outcomesKept,
            @DefaultValue("10s") Duration behindMax) {}
}
