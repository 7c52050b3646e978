package io.staylog.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** A record may not be written because the registry does not know its schema. The message says how to register it. */
public final class SchemaNotRegisteredException extends SerializationException {
    private static final long serialVersionUID = 1L;

    SchemaNotRegisteredException(String subject, String registry) {
        super("the schema of subject '" + subject + "' is not registered at " + registry
                + "; register it with: staylog schemas register");
    }
}
