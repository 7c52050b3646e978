package io.staylog.schemas.evolution;

import org.apache.avro.Schema;

/**
 * A schema that readers and writers have.
 *
 * @param name what a person calls it, for example {@code release 1}
 * @param schema the schema
 */
public record SchemaVersion(String name, Schema schema) {}
