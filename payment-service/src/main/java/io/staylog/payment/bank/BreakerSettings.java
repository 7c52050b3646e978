package io.staylog.payment.bank;

import static io.staylog.payment.bank.SettingRules.isWithin;
import static io.staylog.payment.bank.SettingRules.require;
import static io.staylog.payment.bank.SettingRules.text;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a bank that fails is left alone for a while, so that nobody waits for it in vain.
 *
 * @param window over which its failures are counted
 * @param callsMin fewer calls than this in the window say nothing
 * @param failurePercent from this share of failures on it is left alone
 * @param openFor for so long
 * @param trials calls that are then tried, before all are sent again
 */
public record BreakerSettings(
        @DefaultValue("10s") Duration window,
        @DefaultValue("20") int callsMin,
        @DefaultValue("50") int failurePercent,
        @DefaultValue("10s") Duration openFor,
        @DefaultValue("5") int trials) {
    private static final Duration MAX = Duration.ofMinutes(10);

    /** Those that are usual. */
    public static final BreakerSettings USUAL =
            new BreakerSettings(Duration.ofSeconds(10), 20, 50, Duration.ofSeconds(10), 5);

    /** Refuses a breaker that would never open or never close. */
    public BreakerSettings {
        require(
                isWithin(window, Duration.ofSeconds(1), MAX),
                "staylog.bank.breaker.window must be between 1 s and 600 s, but is " + text(window));
        require(callsMin >= 1, "staylog.bank.breaker.calls-min must be at least 1, but is " + callsMin);
        require(
                failurePercent >= 1 && failurePercent <= 100,
                "staylog.bank.breaker.failure-percent must be between 1 and 100, but is " + failurePercent);
        require(
                isWithin(openFor, Duration.ofMillis(1), MAX),
                "staylog.bank.breaker.open-for must be between 1 ms and 600 s, but is " + text(openFor));
        require(trials >= 1, "staylog.bank.breaker.trials must be at least 1, but is " + trials);
    }
}
