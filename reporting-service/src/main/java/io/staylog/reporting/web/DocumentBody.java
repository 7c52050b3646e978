package io.staylog.reporting.web;

import io.staylog.reporting.rendering.Reached;
import io.staylog.reporting.report.ReportException;
import io.staylog.reporting.report.ReportException.Kind;
import io.staylog.schemas.CardNumbers;
import io.staylog.schemas.report.DocumentFormat;
import io.staylog.schemas.report.DocumentKind;
import io.staylog.schemas.report.DocumentRequested;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the body of a request for a document says, field by field.
 *
 * @param after what the rows must have before it is answered; null where it does not matter
 */
record DocumentBody(DocumentRequested request, @Nullable String after) {
    /** The fields, for the description of the API. */
    record Wanted(
            @Nullable UUID requestId,
            String hotelId,
            String kind,
            String format,
            @Nullable LocalDate businessDate,
            @Nullable LocalDate fromDate,
            @Nullable LocalDate toDate,
            @Nullable UUID bookingId,
            @Nullable String series,
            @Nullable Long number,
            @Nullable String after) {}

    private static final Set<String> FIELDS = Stream.of(Wanted.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toUnmodifiableSet());
    private static final int TEXT_CHARS_MAX = 200;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static DocumentBody read(String body) {
        var json = parsed(body);
        for (var name : json.propertyNames()) {
            if (!FIELDS.contains(name)) {
                throw refused(
                        "field_unknown",
                        "There is no such field; the known ones are "
                                + FIELDS.stream().sorted().collect(Collectors.joining(", ")) + ".",
                        "?");
            }
        }
        var id = uuid(json, "requestId");
        var request = DocumentRequested.newBuilder()
                .setRequestId(id == null ? UUID.randomUUID() : id)
                .setHotelId(required(json, "hotelId"))
                .setKind(choice(json, "kind", DocumentKind.values(), DocumentKind.UNKNOWN))
                .setFormat(choice(json, "format", DocumentFormat.values(), DocumentFormat.UNKNOWN))
                .setBusinessDate(date(json, "businessDate"))
                .setFromDate(date(json, "fromDate"))
                .setToDate(date(json, "toDate"))
                .setBookingId(uuid(json, "bookingId"))
                .setSeries(text(json, "series"))
                .setNumber(number(json))
                .build();
        var card = CardNumbers.find(request);
        if (card != null) {
            throw refused("sensitive_card_data", "This looks like a card number, which has no place here.", card);
        }
        require(request);
        var after = text(json, "after");
        if (after != null && !Reached.isWellFormed(after)) {
            throw refused("position_invalid", "Give back what X-Data-As-Of said, or leave it out.", "after");
        }
        return new DocumentBody(request, after);
    }

    /** What the renderer would refuse is refused at once. */
    private static void require(DocumentRequested request) {
        switch (request.getKind()) {
            case DAILY_REPORT, ARRIVALS, DEPARTURES, IN_HOUSE, NO_SHOWS, PICKUP ->
                there(request.getBusinessDate(), "businessDate");
            case FOLIO -> there(request.getBookingId(), "bookingId");
            case INVOICE, CREDIT_NOTE -> {
                there(request.getSeries(), "series");
                there(request.getNumber(), "number");
            }
            case BOOKINGS, STAY_NIGHTS, PAYMENTS, LEDGER, KPI_DAILY -> {
                there(request.getFromDate(), "fromDate");
                there(request.getToDate(), "toDate");
            }
            case UNKNOWN -> {}
        }
    }

    private static void there(@Nullable Object value, String field) {
        if (value == null) {
            throw refused("field_missing", "A document of this kind needs this field.", field);
        }
    }

    private static JsonNode parsed(String body) {
        try {
            var json = JSON.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException e) {
            // Said below; the parser would repeat what was sent.
        }
        throw refused("malformed_body", "The body must be one JSON object, no key twice.", "?");
    }

    private static @Nullable String text(JsonNode json, String field) {
        var value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString() || value.asString().isEmpty()) {
            throw refused("field_invalid", "This field must be a text that is not empty.", field);
        }
        var text = value.asString();
        if (!field.equals("after")
                && (text.length() > TEXT_CHARS_MAX || text.chars().anyMatch(Character::isISOControl))) {
            throw refused(
                    "field_invalid", "This field must be a text of up to " + TEXT_CHARS_MAX + " characters.", field);
        }
        return text;
    }

    private static String required(JsonNode json, String field) {
        var text = text(json, field);
        if (text == null) {
            throw refused("field_missing", "This field is missing.", field);
        }
        return text;
    }

    private static <E extends Enum<E>> E choice(JsonNode json, String field, E[] values, E unknown) {
        var text = required(json, field);
        return Arrays.stream(values)
                .filter(value -> value != unknown && value.name().equals(text))
                .findFirst()
                .orElseThrow(() -> refused(
                        "field_invalid",
                        "This field must be one of "
                                + Arrays.stream(values)
                                        .filter(value -> value != unknown)
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))
                                + ".",
                        field));
    }

    private static @Nullable LocalDate date(JsonNode json, String field) {
        return parsed(json, field, LocalDate::parse, "This field must be a date such as 2016-08-31.");
    }

    private static @Nullable UUID uuid(JsonNode json, String field) {
        return parsed(json, field, UUID::fromString, "This field must be a UUID.");
    }

    private static <T> @Nullable T parsed(JsonNode json, String field, Function<String, T> parser, String wanted) {
        var text = text(json, field);
        try {
            return text == null ? null : parser.apply(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw refused("field_invalid", wanted, field);
        }
    }

    private static @Nullable Long number(JsonNode json) {
        var value = json.path("number");
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 1) {
            throw refused("field_invalid", "This field must be a whole number above 0.", "number");
        }
        return value.asLong();
    }

    private static ReportException refused(String code, String message, String field) {
        return new ReportException(Kind.BAD_REQUEST, code, message, Map.of("field", field));
    }
}
