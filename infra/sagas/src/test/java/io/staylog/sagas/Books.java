package io.staylog.sagas;

import io.staylog.banksimulator.bank.LedgerEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/**
 * Sums in minor units. They are reckoned here from events and ledger entries alone, without the rules that are under test.
 *
 * @param reserved authorised, and neither captured nor let go
 * @param captured taken, without what failed later
 * @param disputed held or kept by guests' banks
 * @param byHand given back outside the bank
 */
public record Books(long reserved, long captured, long refunded, long disputed, long byHand) {
    static final Books EMPTY = new Books(0, 0, 0, 0, 0);

    /** What the hotel has of it at the bank. */
    public long net() {
        return captured - refunded - disputed;
    }

    Books plus(Books more) {
        return new Books(
                reserved + more.reserved,
                captured + more.captured,
                refunded + more.refunded,
                disputed + more.disputed,
                byHand + more.byHand);
    }

    private Books withoutByHand() {
        return new Books(reserved, captured, refunded, disputed, 0);
    }

    boolean sameAtTheBank(Books other) {
        return withoutByHand().equals(other.withoutByHand());
    }

    /** What payment-service's events say of these payments. */
    public static Books ofEvents(List<SpecificRecord> events) {
        var sums = new HashMap<UUID, Books>();
        var disputes = new HashMap<String, Long>();
        var replaced = new HashMap<UUID, Long>();
        for (var event : events) {
            var payment = Labels.id(event, "paymentId");
            if (payment != null) {
                sums.merge(payment, ofEvent(event, payment, sums, disputes, replaced), Books::plus);
            }
        }
        return sums.values().stream().reduce(EMPTY, Books::plus);
    }

    private static Books ofEvent(
            SpecificRecord event,
            UUID payment,
            Map<UUID, Books> sums,
            Map<String, Long> disputes,
            Map<UUID, Long> replaced) {
        long held = sums.getOrDefault(payment, EMPTY).reserved();
        return switch (event.getSchema().getName()) {
            // A renewal is a second reservation until the first one is let go.
            case "PaymentAuthorized" -> {
                replaced.put(payment, held);
                yield reserved(Labels.minor(event, "amountMinor"));
            }
            case "AuthorizationReplaced" -> reserved(-Objects.requireNonNullElse(replaced.remove(payment), 0L));
            // The bank would not let go of what was replaced; a person was called, and it is counted on no more.
            case "PaymentDeclined" ->
                "VOID".equals(Objects.toString(Labels.field(event, "operation")))
                        ? reserved(-Objects.requireNonNullElse(replaced.remove(payment), 0L))
                        : EMPTY;
            case "AuthorizationAdjusted" ->
                reserved(Labels.minor(event, "newAmountMinor") - Labels.minor(event, "oldAmountMinor"));
            case "PaymentVoided" -> reserved(-held);
            case "AuthorizationExpired" -> reserved(-Labels.minor(event, "amountMinor"));
            case "PaymentCaptured" -> {
                long amount = Labels.minor(event, "amountMinor");
                boolean isFinal = Boolean.TRUE.equals(Labels.field(event, "isFinal"));
                yield new Books(isFinal ? -held : -Math.min(held, amount), amount, 0, 0, 0);
            }
            case "PaymentCaptureFailed" -> new Books(0, -Labels.minor(event, "amountMinor"), 0, 0, 0);
            case "PaymentRefunded" -> new Books(0, 0, Labels.minor(event, "amountMinor"), 0, 0);
            case "ManualRefundRecorded" -> new Books(0, 0, 0, 0, Labels.minor(event, "amountMinor"));
            case "DisputeOpened" -> {
                disputes.put(disputeId(event), Labels.minor(event, "amountMinor"));
                yield disputed(Labels.minor(event, "amountMinor"));
            }
            case "DisputeWon" -> disputed(-disputes.getOrDefault(disputeId(event), 0L));
            default -> EMPTY;
        };
    }

    private static String disputeId(SpecificRecord event) {
        return Objects.toString(Labels.field(event, "disputeId"));
    }

    private static Books reserved(long more) {
        return new Books(more, 0, 0, 0, 0);
    }

    private static Books disputed(long more) {
        return new Books(0, 0, 0, more, 0);
    }

    /** What the bank's ledger says of these payments. */
    static Books ofBank(VirtualBank bank, Set<UUID> payments) {
        var sum = EMPTY;
        var references = new HashSet<String>();
        for (var entry : bank.ledger()) {
            if (entry instanceof LedgerEntry.Moved moved && payments.contains(payment(moved))) {
                sum = sum.plus(ofEffect(moved));
                references.add(Objects.requireNonNull(moved.subject().pspReference()));
            }
        }
        for (var reference : references) {
            sum = sum.plus(reserved(bank.openMinor(reference)));
        }
        return sum;
    }

    /** What the bank's ledger says, by payment. */
    public static Map<UUID, Books> ofBank(VirtualBank bank) {
        var sums = new HashMap<UUID, Books>();
        var references = new HashMap<String, UUID>();
        for (var entry : bank.ledger()) {
            if (entry instanceof LedgerEntry.Moved moved) {
                sums.merge(payment(moved), ofEffect(moved), Books::plus);
                references.put(Objects.requireNonNull(moved.subject().pspReference()), payment(moved));
            }
        }
        references.forEach(
                (reference, payment) -> sums.merge(payment, reserved(bank.openMinor(reference)), Books::plus));
        return sums;
    }

    public static UUID payment(LedgerEntry entry) {
        var reference = entry.subject().merchantReference();
        return UUID.fromString(reference.substring(0, reference.indexOf(':')));
    }

    private static Books ofEffect(LedgerEntry.Moved moved) {
        long amount = moved.amountMinor();
        return switch (moved.effect()) {
            case CAPTURED -> new Books(0, amount, 0, 0, 0);
            case CAPTURE_FAILED -> new Books(0, -amount, 0, 0, 0);
            case REFUNDED -> new Books(0, 0, amount, 0, 0);
            case DISPUTED -> disputed(amount);
            case DISPUTE_RETURNED -> disputed(-amount);
            case AUTHORIZED, ADJUSTED, RELEASED, VOIDED -> EMPTY; // How much is still held, the bank says itself.
        };
    }
}
