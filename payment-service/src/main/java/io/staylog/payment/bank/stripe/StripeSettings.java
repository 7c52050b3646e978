package io.staylog.payment.bank.stripe;

import static io.staylog.payment.bank.SettingRules.isWithin;
import static io.staylog.payment.bank.SettingRules.require;
import static io.staylog.payment.bank.SettingRules.requireAddress;
import static io.staylog.payment.bank.SettingRules.requireTimeouts;
import static io.staylog.payment.bank.SettingRules.text;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who we are at Stripe, and how long we wait.
 *
 * @param baseUrl of the API, without a slash at its end
 * @param apiKeyFile with the secret or restricted key, alone on a line
 * @param webhookSecretsFile with the signing secrets of the endpoint, one per line; without it webhooks are refused
 * @param returnUrl where a guest's browser goes after 3-D Secure
 * @param connectTimeout for a connection
 * @param requestTimeout for the whole of one operation, which may be several calls
 * @param actionLives how long a guest has for 3-D Secure; afterwards the next look-up gives the payment up
 */
record StripeSettings(
        @DefaultValue("https://api.stripe.com") URI baseUrl,
        @Nullable Path apiKeyFile,
        @Nullable Path webhookSecretsFile,
        @Nullable URI returnUrl,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("15s") Duration requestTimeout,
        @DefaultValue("15m") Duration actionLives) {
    static final String PREFIX = "staylog.bank.gateways.stripe";

    private static final Duration ACTION_MIN = Duration.ofSeconds(1);
    private static final Duration ACTION_MAX = Duration.ofHours(12); // Well inside the life of a key.

    StripeSettings {
        requireAddress(PREFIX + ".base-url", baseUrl);
        require(apiKeyFile != null, PREFIX + ".api-key-file must name the file with the API key, but is not set");
        require(
                returnUrl != null && returnUrl.getHost() != null,
                PREFIX + ".return-url must be the address that a guest comes back to after 3-D Secure, but is "
                        + returnUrl);
        requireTimeouts(PREFIX, connectTimeout, requestTimeout);
        require(
                isWithin(actionLives, ACTION_MIN, ACTION_MAX),
                PREFIX + ".action-lives must be between 1 s and " + text(ACTION_MAX) + ", but is " + text(actionLives));
    }

    String apiKey() {
        var file = Objects.requireNonNull(apiKeyFile);
        try {
            var key = Files.readString(file).strip();
            require(!key.isEmpty(), PREFIX + ".api-key-file must name a file with a key, but " + file + " is empty");
            return key;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    PREFIX + ".api-key-file must name a file that can be read, but " + file + " cannot: " + e, e);
        }
    }

    String returnTo() {
        return Objects.requireNonNull(returnUrl).toString();
    }
}
