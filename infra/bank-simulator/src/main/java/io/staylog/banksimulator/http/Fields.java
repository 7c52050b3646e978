package io.staylog.banksimulator.http;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a JSON body; whatever is wrong with one is said with its name. */
final class Fields {
    private final ObjectNode body;

    private Fields(ObjectNode body) {
        this.body = body;
    }

    static Fields parse(JsonMapper json, byte[] bytes, Set<String> known) {
        var fields = new Fields(object(json, bytes));
        for (var name : fields.body.propertyNames()) {
            if (!known.contains(name)) {
                // A mistyped optional field would else be ignored, and the call mean something else.
                throw BadCallException.field(name, "Unknown field; this call has " + String.join(", ", known) + ".");
            }
        }
        return fields;
    }

    private static ObjectNode object(JsonMapper json, byte[] bytes) {
        JsonNode node;
        try {
            node = json.readTree(bytes);
        } catch (JacksonException e) {
            throw new BadCallException(400, "invalid_json", null, "The body is not JSON: " + e.getOriginalMessage());
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new BadCallException(400, "invalid_json", null, "The body must be one JSON object.");
    }

    String text(String name, Pattern pattern, String meaning) {
        var node = get(name);
        if (node == null) {
            throw BadCallException.field(name, "Required: " + meaning + ".");
        }
        if (!node.isString() || !pattern.matcher(node.stringValue()).matches()) {
            throw BadCallException.field(name, "Must be " + meaning + ".");
        }
        return node.stringValue();
    }

    String textOr(String absent, String name, Pattern pattern, String meaning) {
        return get(name) == null ? absent : text(name, pattern, meaning);
    }

    long amount(String name, long min, long max) {
        var node = get(name);
        if (node != null && node.isIntegralNumber() && node.canConvertToLong()) {
            long value = node.longValue();
            if (value >= min && value <= max) {
                return value;
            }
        }
        throw BadCallException.field(
                name,
                "%s a whole number of minor units from %d to %d."
                        .formatted(node == null ? "Required:" : "Must be", min, max));
    }

    boolean flag(String name) {
        var node = get(name);
        if (node != null && !node.isBoolean()) {
            throw BadCallException.field(name, "Must be true or false.");
        }
        return node != null && node.booleanValue();
    }

    boolean has(String name) {
        return get(name) != null;
    }

    double decimal(String name) {
        var node = get(name);
        if (node == null || !node.isNumber()) {
            throw BadCallException.field(name, node == null ? "Required: a number." : "Must be a number.");
        }
        return node.doubleValue();
    }

    List<String> strings(String name) {
        var node = get(name);
        if (node == null || !node.isArray() || !node.valueStream().allMatch(JsonNode::isString)) {
            throw BadCallException.field(name, "Must be an array of strings.");
        }
        return node.valueStream().map(JsonNode::stringValue).toList();
    }

    private @Nullable JsonNode get(String name) {
        var node = body.get(name);
        return node == null || node.isNull() ? null : node;
    }
}
