package io.staylog.sagas;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** To which payments a person is called, reckoned from payment-service's events alone. */
final class Attention {
    private static final Set<String> ENDS = Set.of(
            "PaymentAuthorized",
            "PaymentCaptured",
            "PaymentVoided",
            "PaymentRefunded",
            "PaymentRefundFailed",
            "PaymentDeclined",
            "PaymentRetryScheduled",
            "PaymentCancelled",
            "AuthorizationRenewalDeclined",
            "AuthorizationReplaced",
            "AuthorizationAdjusted");

    private final Map<UUID, String> underWay = new HashMap<>();
    private final Set<UUID> hanging = new LinkedHashSet<>();
    private final Set<UUID> open = new LinkedHashSet<>();

    private Attention() {}

    /** To these somebody was called, and neither has he said that he dealt with it, nor has it come to its end. */
    static Set<UUID> of(Story story) {
        var attention = new Attention();
        for (var event : story.events()) {
            var payment = Labels.id(event, "paymentId");
            if (payment != null) {
                attention.take(event, payment);
            }
        }
        var all = new LinkedHashSet<>(attention.open);
        all.addAll(attention.hanging);
        return all;
    }

    private void take(SpecificRecord event, UUID payment) {
        var name = event.getSchema().getName();
        var operation = Objects.toString(Labels.field(event, "operation"));
        if (name.equals("PaymentAttemptStarted")) {
            underWay.put(payment, operation);
            hanging.remove(payment);
        } else if (ENDS.contains(name)) {
            underWay.remove(payment);
            hanging.remove(payment);
        } else if (name.equals("PaymentNeedsAttention")) {
            (operation.equals(underWay.get(payment)) ? hanging : open).add(payment);
        } else if (Labels.label(event).equals("PaymentOperatorActed(AttentionAcknowledged)")) {
            open.remove(payment);
        }
    }
}
