package io.staylog.payment.bank.simulator;

import io.staylog.payment.bank.SettingRules;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the bank is, and how long we wait.
 *
 * @param url without a slash at its end
 * @param connectTimeout for a connection
 * @param requestTimeout for the whole answer, body included; after it nobody knows what became of the call
 * @param notificationSecretsFile with the secrets of its notifications, one per line; without it they are refused
 */
record SimulatorSettings(
        @DefaultValue("http://127.0.0.1:8600") URI url,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("10s") Duration requestTimeout,
        @Nullable Path notificationSecretsFile) {
    static final String PREFIX = "staylog.bank.gateways.simulator";

    SimulatorSettings {
        SettingRules.requireAddress(PREFIX + ".url", url);
        SettingRules.requireTimeouts(PREFIX, connectTimeout, requestTimeout);
    }
}
