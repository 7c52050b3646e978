package io.staylog.schemas.serde;

import io.staylog.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * Whether a registry really refuses what would break a reader. A level may be set and still not be in force, so changes that
 * must be refused are put to the test: one that breaks new readers and one that breaks old ones. Changes nothing.
 */
public final class CompatibilityRule {
    private static final String REGISTER = "run: staylog schemas register";

    private final SchemaRegistry registry;

    /** Does not connect yet. */
    public CompatibilityRule(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * What is not as it must be.
     *
     * @param says what was found
     * @param next what to do
     */
    public record Fault(String says, String next) {
        /** Both as one sentence. */
        public String sentence() {
            return says + "; " + next;
        }
    }

    /**
     * What came of trying.
     *
     * @param tried of how many topics a breaking change was tried
     * @param faults empty where each was refused, also where there was nothing to try
     */
    public record Verdict(int tried, List<Fault> faults) {}

    /**
     * Tries a breaking change of one registered schema of each topic, where the global level is the right one.
     *
     * @throws RegistryUnavailableException if the registry gave no usable answer
     */
    public Verdict tryToBreak(List<Topic> topics) {
        var global = registry.compatibilityLevel();
        if (!global.equals(SchemaRegistration.LEVEL)) {
            return new Verdict(
                    0,
                    List.of(new Fault(
                            "the schema registry does not protect readers: the global level is " + global
                                    + ", but must be " + SchemaRegistration.LEVEL,
                            REGISTER)));
        }
        var faults = new ArrayList<Fault>();
        int tried = 0;
        var subjects = Set.copyOf(registry.subjects());
        for (var topic : topics) {
            var registered = new TreeMap<>(topic.schemas());
            registered.keySet().retainAll(subjects);
            if (!registered.isEmpty()) {
                tried++;
                tryToBreak(registered.firstKey(), registered.firstEntry().getValue(), faults);
            }
        }
        return new Verdict(tried, faults);
    }

    private void tryToBreak(String subject, Schema schema, List<Fault> faults) {
        if (registry.objection(subject, broken(schema)).isEmpty()) {
            faults.add(wouldTake(subject, "that breaks every reader of old records"));
            return;
        }
        var shorter = shortened(schema);
        if (shorter.isPresent() && registry.objection(subject, shorter.get()).isEmpty()) {
            faults.add(wouldTake(subject, "whose records break every reader that runs now"));
        }
    }

    private static Fault wouldTake(String subject, String version) {
        return new Fault(
                "the schema registry would take a version of " + subject + " " + version,
                "its level is set but not in force: take away levels of single subjects (staylog doctor names them),"
                        + " or restart it");
    }

    /**
     * The registered subjects of some topics that have a level of their own, which wins over the global one.
     *
     * @throws RegistryUnavailableException if the registry gave no usable answer
     */
    public List<Fault> exceptions(List<Topic> topics) {
        var faults = new ArrayList<Fault>();
        var subjects = Set.copyOf(registry.subjects());
        for (var topic : topics) {
            for (var subject : topic.schemas().keySet()) {
                var level =
                        subjects.contains(subject) ? registry.compatibilityLevel(subject) : SchemaRegistration.LEVEL;
                if (!level.equals(SchemaRegistration.LEVEL)) {
                    faults.add(new Fault(
                            subject + " has a level of its own, " + level,
                            "take it away with: curl -X DELETE " + registry.address() + "/config/" + subject));
                }
            }
        }
        return faults;
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

    /** The schema without a field that its readers need; empty where each has a default. Only old readers mind. */
    private static Optional<Schema> shortened(Schema schema) {
        var needed = schema.getFields().stream()
                .filter(field -> !field.hasDefaultValue())
                .findFirst();
        return needed.map(dropped -> {
            var rest = schema.getFields().stream()
                    .filter(field -> !field.equals(dropped))
                    .map(field -> new Schema.Field(field, field.schema()))
                    .toList();
            return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, rest);
        });
    }
}
