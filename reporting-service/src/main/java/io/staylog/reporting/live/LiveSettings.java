package io.staylog.reporting.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of live pages.
 *
 * @param clientsMax pages that may be connected at once
 * @param waitingMax messages that may wait for one page before it is dropped
 * @param every shortest time between two messages about changes to one page
 * @param heartbeat longest time without a message
 */
@ConfigurationProperties("staylog.live")
public record LiveSettings(
        @DefaultValue("500") int clientsMax,
        @DefaultValue("16") int waitingMax,
        @DefaultValue("250ms") Duration every,
        @DefaultValue("10s") Duration heartbeat) {}
