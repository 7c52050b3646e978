package io.staylog.cli.doctor;

import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.RegistryUnavailableException;
import io.staylog.schemas.serde.SchemaRegistration;
import io.staylog.schemas.serde.SchemaRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** Looks whether the registry answers, keeps the rules that it is there for, and has every schema. */
final class Registry {
    private static final String REGISTRY = "registry";
    private static final String RULES = "registry rules";
    private static final String SCHEMAS = "schemas";
    private static final String REGISTER = "run: staylog schemas register";
    private static final int NAMED_MAX = 3;

    private final SchemaRegistry registry;
    private final List<Symptom> symptoms = new ArrayList<>();

    private Registry(SchemaRegistry registry) {
        this.registry = registry;
    }

    static List<Symptom> look(URI address) {
        var look = new Registry(new SchemaRegistry(address));
        try {
            var subjects = Set.copyOf(look.registry.subjects());
            look.symptoms.add(Symptom.ok(REGISTRY, "it answers at " + address));
            look.rules(subjects);
            look.schemas(subjects);
        } catch (RegistryUnavailableException e) {
            look.symptoms.add(
                    Symptom.unreachable(
                            REGISTRY,
                            String.valueOf(e.getMessage()),
                            "look at its log, or name the right address with --registry; running services go on, but none can start"));
        }
        return look.symptoms;
    }

    /** A level may be set and still not be in force, so a change that must be refused is put to the test; nothing is registered. */
    private void rules(Set<String> subjects) {
        var global = registry.compatibilityLevel();
        if (!global.equals(SchemaRegistration.LEVEL)) {
            wrongRule("the global level is " + global + ", but must be " + SchemaRegistration.LEVEL, REGISTER);
            return;
        }
        int faults = symptoms.size();
        int tried = 0;
        for (var topic : Topics.all()) {
            var registered = new TreeMap<>(topic.schemas());
            registered.keySet().retainAll(subjects);
            registered.keySet().forEach(this::level);
            if (!registered.isEmpty()) {
                tryToBreak(registered.firstKey(), registered.firstEntry().getValue());
                tried++;
            }
        }
        if (symptoms.size() == faults) {
            symptoms.add(Symptom.ok(
                    RULES,
                    tried == 0
                            ? SchemaRegistration.LEVEL + " is set; without schemas it cannot be tried"
                            : SchemaRegistration.LEVEL + " is in force: of " + tried
                                    + " topics a breaking change of a schema was tried and would be refused"));
        }
    }

    private void level(String subject) {
        var level = registry.compatibilityLevel(subject);
        if (!level.equals(SchemaRegistration.LEVEL)) {
            wrongRule(
                    subject + " has a level of its own, " + level,
                    "take it away with: curl -X DELETE " + registry.address() + "/config/" + subject);
        }
    }

    private void tryToBreak(String subject, Schema schema) {
        if (registry.objection(subject, broken(schema)).isEmpty()) {
            wrongRule(
                    "the registry would take a version of " + subject + " that breaks every reader of old records",
                    "its level is set but not in force; restart it and look again");
        }
    }

    private void wrongRule(String says, String next) {
        symptoms.add(Symptom.wrong(RULES, says, next));
    }

    /** The schema with a field that no old record has. */
    private static Schema broken(Schema schema) {
        var text = schema.toString();
        var fields = "\"fields\":[";
        int at = text.indexOf(fields) + fields.length();
        return new Schema.Parser()
                .parse(text.substring(0, at) + "{\"name\":\"neverWritten\",\"type\":\"string\"}"
                        + (text.charAt(at) == ']' ? "" : ",") + text.substring(at));
    }

    private void schemas(Set<String> subjects) {
        var missing = new ArrayList<String>();
        int needed = 0;
        for (var topic : Topics.all()) {
            for (var schema : topic.schemas().entrySet()) {
                needed++;
                if (!subjects.contains(schema.getKey())
                        || registry.find(schema.getKey(), schema.getValue()).isEmpty()) {
                    missing.add(schema.getKey());
                }
            }
        }
        if (missing.isEmpty()) {
            symptoms.add(Symptom.ok(SCHEMAS, "all " + needed + " are registered"));
        } else {
            var named = String.join(", ", missing.subList(0, Math.min(NAMED_MAX, missing.size())));
            symptoms.add(Symptom.wrong(
                    SCHEMAS,
                    missing.size() + " of " + needed + " are not registered in this version: " + named
                            + (missing.size() > NAMED_MAX ? " and more" : ""),
                    REGISTER));
        }
    }
}
