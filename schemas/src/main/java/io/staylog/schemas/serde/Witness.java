package io.staylog.schemas.serde;

import java.net.URI;
import java.util.Optional;
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

    static Witness of(int id, Schema schema) {
        return new Witness(id, schema.getFullName(), SchemaNormalization.parsingFingerprint64(schema));
    }

    boolean isContradictedBy(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema) != fingerprint;
    }

    /** What is wrong with a registry that says something else, or nothing, where it said this before. */
    String sentence(URI registry, Optional<Schema> now) {
        return "the schema registry at " + registry + " says that schema " + id + " is "
                + now.map(schema -> "that of " + schema.getFullName()).orElse("unknown") + ", but it was that of "
                + name
                + ": it is still starting, or it has lost its data; if it does not recover, restore its data from a backup";
    }
}
