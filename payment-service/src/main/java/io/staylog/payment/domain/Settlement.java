package io.staylog.payment.domain;

import java.time.LocalDate;
import java.util.List;

/**
 * What the bank says that it has settled with a hotel on a date.
 *
 * @param date the bank's date
 * @param currency ISO 4217 code of all amounts
 * @param lines every movement
 */
public record Settlement(RequestId requestId, LocalDate date, String currency, List<Line> lines, Actor actor) {
    /** What moved. */
    public enum Movement {
        UNKNOWN,
        CAPTURE,
        REFUND,
        CHARGEBACK,
        CHARGEBACK_REVERSAL,
        CAPTURE_FAILED;

        /** How the hotel's balance at the bank moves with it: 1 up, -1 down, 0 where nobody knows. */
        int sign() {
            return switch (this) {
                case CAPTURE, CHARGEBACK_REVERSAL -> 1;
                case REFUND, CHARGEBACK, CAPTURE_FAILED -> -1;
                case UNKNOWN -> 0;
            };
        }
    }

    /**
     * One movement.
     *
     * @param merchantReference our number of the operation
     * @param pspReference the bank's number of the payment
     * @param amountMinor how much, in minor units, never negative
     * @param feeMinor what the bank keeps for it, in minor units
     */
    public record Line(
            String merchantReference, String pspReference, Movement movement, long amountMinor, long feeMinor) {}

    /** How a settlement differs from the books. */
    public enum Differs {
        /** The books know a movement that no settlement has shown. */
        MISSING_AT_BANK,
        /** The bank shows one that the books do not know. */
        MISSING_IN_BOOKS,
        /** They know it with another amount. */
        OTHER_AMOUNT,
        /** It was settled before. */
        TWICE
    }

    /** One difference; an amount is 0 where that side knows nothing of it. */
    public record Difference(
            Differs kind, String merchantReference, Movement movement, long bookedMinor, long settledMinor) {}

    /** Keeps its own copy. */
    public Settlement {
        lines = List.copyOf(lines);
    }

    /** What the bank pays before its fees, in minor units; negative where it takes. */
    public long grossMinor() {
        return lines.stream()
                .mapToLong(line -> line.movement().sign() * line.amountMinor())
                .sum();
    }

    /** What the bank keeps, in minor units. */
    public long feeMinor() {
        return lines.stream().mapToLong(Line::feeMinor).sum();
    }
}
