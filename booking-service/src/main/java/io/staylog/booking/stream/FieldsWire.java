package io.staylog.booking.stream;

import io.staylog.booking.domain.Guarantee;
import io.staylog.booking.domain.Reason;
import io.staylog.booking.domain.Rejection;
import io.staylog.schemas.CardNumbers;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.ChargeKind;
import io.staylog.schemas.booking.ChargeReported;
import io.staylog.schemas.booking.HotelRegistered;
import io.staylog.schemas.booking.Pricing;
import io.staylog.schemas.booking.RatePlanDefined;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.common.Fee;
import io.staylog.schemas.common.FeeType;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Fields that the schema admits but that mean nothing here: symbols that this program does not know, texts that are no time
 * zone, card numbers where none may be. What passes can be turned into a command without an exception.
 */
final class FieldsWire {
    private static final int TEXT_LENGTH_MAX = 256;
    private static final int ID_LENGTH_MAX = 64;
    private static final String ID_FORM = "1 to 64 letters, digits, dots, dashes or underscores";

    private record TextField(int position, String name) {}

    /** Of each generated class, the fields in which texts or lists stand. */
    private static final ClassValue<List<TextField>> TEXTS = new ClassValue<>() {
        @Override
        protected List<TextField> computeValue(Class<?> type) {
            return SpecificData.get().getSchema(type).getFields().stream()
                    .filter(field -> isTextOrList(field.schema()))
                    .map(field -> new TextField(field.pos(), field.name()))
                    .toList();
        }
    };

    private FieldsWire() {}

    /** Why a request cannot be understood, or null where it can. */
    static @Nullable Rejection objection(SpecificRecord event) {
        var card = CardNumbers.find(event);
        if (card != null) {
            return new Rejection(
                    Reason.SENSITIVE_CARD_DATA,
                    "field " + card + " holds what looks like a card number; send a paymentMethodToken instead",
                    Map.of("field", card));
        }
        var text = text(event);
        return text != null
                ? text
                : switch (event) {
                    case BookingRequested e
                    when e.getChannel() == Channel.UNKNOWN ->
                        invalid("channel", "UNKNOWN", "one of " + known(Channel.values()));
                    case ChargeReported e
                    when e.getKind() == ChargeKind.UNKNOWN ->
                        invalid("kind", "UNKNOWN", "one of " + known(ChargeKind.values()));
                    case HotelRegistered e -> hotel(e);
                    case RatePlanDefined e -> plan(e);
                    default -> null;
                };
    }

    private static @Nullable Rejection text(SpecificRecord event) {
        for (var field : TEXTS.get(event.getClass())) {
            var value = event.get(field.position());
            var wrong = value instanceof String text
                    ? text(field.name(), text)
                    : value instanceof Collection<?> items && items.size() > TEXT_LENGTH_MAX
                            ? invalid(field.name(), items.size() + " items", "at most " + TEXT_LENGTH_MAX + " items")
                            : null;
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private static @Nullable Rejection text(String field, String text) {
        if (text.length() > TEXT_LENGTH_MAX) {
            return invalid(field, text.length() + " characters", "at most " + TEXT_LENGTH_MAX + " characters");
        }
        if (field.endsWith("Id") && !isId(text)) {
            return invalid(field, text, "an id: " + ID_FORM);
        }
        return field.equals("name") && text.isBlank() ? invalid(field, "blank", "a name") : null;
    }

    private static boolean isTextOrList(Schema schema) {
        return switch (schema.getType()) {
            case STRING -> schema.getLogicalType() == null;
            case UNION -> schema.getTypes().stream().anyMatch(FieldsWire::isTextOrList);
            default -> schema.getType() == Schema.Type.ARRAY;
        };
    }

    /** Whether an id can stand in paths, logs, file names and at the bank; by hand, because every request passes here. */
    static boolean isId(String text) {
        if (text.isEmpty() || text.length() > ID_LENGTH_MAX || text.equals(".") || text.equals("..")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean admitted = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '-'
                    || c == '_';
            if (!admitted) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Rejection hotel(HotelRegistered e) {
        if (!ZoneId.getAvailableZoneIds().contains(e.getTimeZone())) {
            return invalid("timeZone", e.getTimeZone(), "an IANA time zone, for example Europe/Lisbon");
        }
        try {
            LocalTime.parse(e.getCheckInTime());
        } catch (DateTimeException _) {
            return invalid("checkInTime", e.getCheckInTime(), "a time, for example 15:00");
        }
        // Gold, and "no currency", have codes too, but no smallest unit to count in.
        boolean known = Currency.getAvailableCurrencies().stream()
                .anyMatch(currency ->
                        currency.getCurrencyCode().equals(e.getCurrency()) && currency.getDefaultFractionDigits() >= 0);
        return known ? null : invalid("currency", e.getCurrency(), "an ISO 4217 code, for example EUR");
    }

    private static @Nullable Rejection plan(RatePlanDefined e) {
        if (e.getPricing() == Pricing.UNKNOWN) {
            return invalid("pricing", "UNKNOWN", "CALENDAR or AGREED");
        }
        var guarantee = e.getGuarantee().name();
        if (Arrays.stream(Guarantee.values()).noneMatch(known -> known.name().equals(guarantee))) {
            return invalid("guarantee", guarantee, "one of " + Arrays.toString(Guarantee.values()));
        }
        if (isUnknown(e.getNoShowFee())) {
            return invalid("noShowFee.type", "UNKNOWN", "one of " + known(FeeType.values()));
        }
        return e.getCancellationTiers().stream().anyMatch(tier -> isUnknown(tier.getFee()))
                ? invalid("cancellationTiers.fee.type", "UNKNOWN", "one of " + known(FeeType.values()))
                : null;
    }

    private static boolean isUnknown(Fee fee) {
        return fee.getType() == FeeType.UNKNOWN;
    }

    private static String known(Enum<?>[] symbols) {
        return Arrays.stream(symbols)
                .filter(symbol -> !symbol.name().equals("UNKNOWN"))
                .toList()
                .toString();
    }

    private static Rejection invalid(String field, String actual, String expected) {
        return new Rejection(
                Reason.FIELD_INVALID,
                "field " + field + " must be " + expected,
                Map.of("field", field, "actual", actual, "expected", expected));
    }
}
