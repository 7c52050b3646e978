package io.staylog.banksimulator.bank;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What the bank settles with its merchants for one of its days (UTC): money that moved, and what it takes for that.
 */
public record Settlement(LocalDate date) {
    /** 1.4 %. */
    private static final BigDecimal CAPTURE_SHARE = new BigDecimal("0.014");

    private static final long CAPTURE_FEE_MINOR = 25;
    private static final long CHARGEBACK_FEE_MINOR = 1_500;

    /** What a line is about. */
    public enum Kind {
        CAPTURE("capture"),
        REFUND("refund"),
        CHARGEBACK("chargeback"),
        CHARGEBACK_REVERSAL("chargeback_reversal"),
        CAPTURE_FAILED("capture_failed");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** The name in the file. */
        public String code() {
            return code;
        }

        private long feeMinor(long amountMinor) {
            return switch (this) {
                case CAPTURE ->
                    CAPTURE_SHARE
                                    .multiply(BigDecimal.valueOf(amountMinor))
                                    .setScale(0, RoundingMode.HALF_UP)
                                    .longValueExact()
                            + CAPTURE_FEE_MINOR;
                case CHARGEBACK -> CHARGEBACK_FEE_MINOR;
                case REFUND, CHARGEBACK_REVERSAL, CAPTURE_FAILED -> 0;
            };
        }
    }

    /** One amount that is settled. */
    public record Line(LocalDate date, LedgerEntry.Subject subject, Kind kind, long amountMinor, long feeMinor) {}

    /** The line for an entry of the ledger, if it belongs to this day and settles anything. */
    public Optional<Line> line(LedgerEntry entry) {
        return entry instanceof LedgerEntry.Moved effect
                        && effect.time().atZone(ZoneOffset.UTC).toLocalDate().equals(date)
                ? kind(effect.effect()).map(it -> line(effect, it))
                : Optional.empty();
    }

    private Line line(LedgerEntry.Moved effect, Kind kind) {
        return new Line(date, effect.subject(), kind, effect.amountMinor(), kind.feeMinor(effect.amountMinor()));
    }

    private static Optional<Kind> kind(LedgerEntry.Effect effect) {
        return switch (effect) {
            case CAPTURED -> Optional.of(Kind.CAPTURE);
            case REFUNDED -> Optional.of(Kind.REFUND);
            case DISPUTED -> Optional.of(Kind.CHARGEBACK);
            case DISPUTE_RETURNED -> Optional.of(Kind.CHARGEBACK_REVERSAL);
            case CAPTURE_FAILED -> Optional.of(Kind.CAPTURE_FAILED);
            case AUTHORIZED, ADJUSTED, RELEASED, VOIDED -> Optional.empty();
        };
    }
}
