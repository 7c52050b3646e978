package io.staylog.payment.bank;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a bank behaves, for health checks.
 *
 * @param breaker closed where it is called, open where it is left alone because it fails, half_open where it is tried again
 * @param answeredAt when it last gave any usable answer, null if it has not
 * @param silentSince since when it gives no usable answer to anything; null where it does, or was not asked
 * @param trouble what was wrong last, empty where nothing was
 */
public record BankStanding(
        String breaker,
        @Nullable Instant answeredAt,
        @Nullable Instant silentSince,
        String trouble) {}
