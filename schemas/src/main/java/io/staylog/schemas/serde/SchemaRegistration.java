package io.staylog.schemas.serde;

import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import java.util.Map;
import java.util.TreeMap;

/** Registers every schema of {@link Topics}: a step of its own at each deploy, before the first service starts. */
public final class SchemaRegistration {
    /** The only level under which both an old reader and an old writer keep working, however old. */
    public static final String LEVEL = "FULL_TRANSITIVE";

    private final SchemaRegistry registry;

    /** Does not connect yet. */
    public SchemaRegistration(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * Sets the global compatibility level where it is another, and registers what is missing. Idempotent.
     *
     * @return the id of every schema, by subject
     * @throws IncompatibleSchemaException if the registry's rules refuse a schema
     * @throws RegistryUnavailableException if the registry gave no usable answer
     */
    public Map<String, Integer> registerAll() {
        if (!LEVEL.equals(registry.compatibilityLevel())) {
            registry.setCompatibilityLevel(LEVEL);
        }
        var ids = new TreeMap<String, Integer>();
        for (var topic : Topics.all()) {
            register(topic, ids);
        }
        return ids;
    }

    private void register(Topic topic, Map<String, Integer> ids) {
        topic.schemas().forEach((subject, schema) -> ids.put(subject, registry.register(subject, schema)));
    }
}
