package io.staylog.cli.doctor;

import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.CompatibilityRule;
import io.staylog.schemas.serde.RegistryUnavailableException;
import io.staylog.schemas.serde.SchemaRegistration;
import io.staylog.schemas.serde.SchemaRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
            look.rules();
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

    private void rules() {
        var rule = new CompatibilityRule(registry);
        var verdict = rule.tryToBreak(Topics.all());
        var faults = new ArrayList<>(verdict.faults());
        if (verdict.tried() > 0) {
            faults.addAll(rule.exceptions(Topics.all()));
        }
        faults.forEach(fault -> symptoms.add(Symptom.wrong(RULES, fault.says(), fault.next())));
        if (faults.isEmpty()) {
            symptoms.add(Symptom.ok(
                    RULES,
                    verdict.tried() == 0
                            ? SchemaRegistration.LEVEL + " is set; without schemas it cannot be tried"
                            : SchemaRegistration.LEVEL + " is in force: of " + verdict.tried()
                                    + " topics a breaking change of a schema was tried and would be refused"));
        }
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
