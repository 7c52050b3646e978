package io.staylog.edge.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads dates in the one form that cannot be misread; Jackson's own also takes lists of numbers and times of day. */
final class StrictDate extends StdScalarDeserializer<LocalDate> {
    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    StrictDate() {
        super(LocalDate.class);
    }

    @Override
    public LocalDate deserialize(JsonParser parser, DeserializationContext context) {
        var text = parser.hasToken(JsonToken.VALUE_STRING) ? parser.getString() : "";
        if (FORM.matcher(text).matches()) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException _) {
                // Such a day is not in the calendar; it is refused like any other text.
            }
        }
        return context.reportInputMismatch(LocalDate.class, "not a date");
    }
}
