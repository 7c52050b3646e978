package io.staylog.schemas.serde;

import io.staylog.schemas.Topics;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * One thing that a registry once said: what an id stands for. Ids never change their meaning, so a registry that says something
 * else, or nothing, is still starting, has lost its data, or is another one, and nothing else that it says counts.
 *
 * @param id what payloads carry
 * @param name of the record type
 * @param fingerprint of what Avro needs for reading; docs, which a registry may swallow, do not count
 */
record Witness(int id, String name, long fingerprint) {
    private static final Set<String> CONTRACT = Topics.all().stream()
            .flatMap(topic -> topic.schemas().values().stream())
            .map(Schema::getFullName)
            .collect(Collectors.toUnmodifiableSet());

    /** Whether nobody has a reason to delete it: what a stranger registered may go again, and that tells nothing. */
    static boolean isToBeHeldOnTo(Schema schema) {
        return CONTRACT.contains(schema.getFullName());
    }

    static Witness of(int id, Schema schema) {
        return new Witness(id, schema.getFullName(), SchemaNormalization.parsingFingerprint64(schema));
    }

    boolean isContradictedBy(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema) != fingerprint;
    }

    /**
     * What is wrong with a registry that says something else, or nothing, where it said this before.
     *
     * @param now what the id is now, for example "unknown"
     */
    String sentence(URI registry, String now) {
        return "the schema registry at " + registry + " says that schema " + id + " is " + now
                + ", but it was that of " + name
                + ": it is still starting, or it has lost its data; if it does not recover, restore its data from a backup";
    }
}
