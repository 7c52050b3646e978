package io.staylog.sagas;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records as a story tells them: the type, and in brackets what tells it from others of its type. */
public final class Labels {
    private static final Map<String, List<String>> TELLING = Map.ofEntries(
            Map.entry("PaymentRequested", List.of("purpose")),
            Map.entry("PaymentAttemptStarted", List.of("operation", "attemptNo")),
            Map.entry("PaymentDeclined", List.of("operation", "category")),
            Map.entry("PaymentOutcomeUnknown", List.of("operation")),
            Map.entry("PaymentOutcomeResolved", List.of("outcome", "source")),
            Map.entry("PaymentRequestRejected", List.of("code")),
            Map.entry("PaymentRequestQueued", List.of("operation")),
            Map.entry("PaymentOperatorActed", List.of("requestType")),
            Map.entry("RequestRejected", List.of("code")),
            Map.entry("BookingPaymentFailed", List.of("attemptsLeft")),
            Map.entry("BookingGuaranteeLost", List.of("code")),
            Map.entry("BookingChangeAbandoned", List.of("code")));

    private Labels() {}

    public static String label(SpecificRecord record) {
        var name = record.getSchema().getName();
        var telling = TELLING.get(name);
        return telling == null
                ? name
                : name + "("
                        + telling.stream()
                                .map(field -> Objects.toString(field(record, field)))
                                .collect(Collectors.joining(" "))
                        + ")";
    }

    public static @Nullable Object field(SpecificRecord record, String name) {
        var field = record.getSchema().getField(name);
        return field == null ? null : record.get(field.pos());
    }

    public static @Nullable UUID id(SpecificRecord record, String name) {
        return (UUID) field(record, name);
    }

    public static long minor(SpecificRecord record, String name) {
        return (Long) Objects.requireNonNull(field(record, name));
    }
}
