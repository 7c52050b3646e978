package io.staylog.cli.query;

import io.staylog.cli.request.Amounts;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Table;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Payments as a person wants to see them. */
final class PaymentText {
    // Every event has these, and the columns before say the same.
    private static final Set<String> SAID = Set.of("paymentId", "hotelId", "bookingId", "version", "actor", "reason");

    private PaymentText() {}

    /** Where a payment stands, and below it a line for each event. */
    static String story(JsonNode payment, JsonNode events) {
        var steps = Json.array();
        for (var event : events) {
            var step = steps.addObject();
            step.put("time", event.path("time").asString());
            step.put(
                    "position",
                    event.path("partition").asInt() + ":" + event.path("offset").asLong());
            step.put(
                    "version",
                    event.path("version").isInt() ? event.path("version").asString() : "");
            step.put("event", event.path("type").asString());
            step.put("by", actor(event.path("actor")));
            step.put("reason", event.path("reason").asString(""));
            step.put("what", what(event.path("data")));
        }
        return Table.of(payment) + "\n\nevents\n" + (steps.isEmpty() ? "none" : Table.of(steps));
    }

    private static String actor(JsonNode actor) {
        return actor.isObject()
                ? actor.path("type").asString("") + " " + actor.path("id").asString("")
                : "";
    }

    private static String what(JsonNode data) {
        return data.properties().stream()
                .filter(field -> !SAID.contains(field.getKey()) && !isEmpty(field.getValue()))
                .map(field -> field.getKey() + "=" + text(field.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull() || (value.isString() && value.asString().isEmpty());
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.asString() : Json.line(value);
    }

    /** What a person must look at, with how old it is. */
    static String attention(JsonNode list, int limit) {
        var items = list.path("items");
        if (items.isEmpty()) {
            return "nothing needs attention";
        }
        var rows = Json.array();
        for (var item : items.valueStream().limit(limit).toList()) {
            var row = rows.addObject();
            row.put("age", age(item.path("ageSeconds").asLong()));
            row.put("what", item.path("kind").asString());
            copy(item, row, List.of("hotelId", "paymentId", "dueAt"));
            row.put("amount", amount(item));
            row.put("reason", item.path("reason").asString(""));
        }
        int count = list.path("count").asInt();
        var rest = count > rows.size() ? "\n" + (count - rows.size()) + " more; see them with --limit" : "";
        return Table.of(rows) + rest;
    }

    private static void copy(JsonNode from, ObjectNode to, List<String> fields) {
        fields.forEach(field -> to.put(field, from.path(field).asString("")));
    }

    private static String amount(JsonNode item) {
        return item.hasNonNull("amountMinor") && item.hasNonNull("currency")
                ? Amounts.major(
                        item.path("amountMinor").asLong(), item.path("currency").asString())
                : "";
    }

    private static String age(long seconds) {
        var age = Duration.ofSeconds(seconds);
        if (age.toDays() > 0) {
            return age.toDays() + " d " + age.toHoursPart() + " h";
        }
        return age.toHours() > 0 ? age.toHours() + " h " + age.toMinutesPart() + " min" : age.toMinutes() + " min";
    }
}
