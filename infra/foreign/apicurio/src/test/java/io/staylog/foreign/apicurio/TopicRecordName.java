package io.staylog.foreign.apicurio;

import io.apicurio.registry.resolver.ParsedSchema;
import io.apicurio.registry.resolver.data.Record;
import io.apicurio.registry.resolver.strategy.ArtifactReference;
import io.apicurio.registry.resolver.strategy.ArtifactReferenceResolverStrategy;
import io.apicurio.registry.serde.data.SerdeRecord;
import org.apache.avro.Schema;

/** Where Confluent's TopicRecordNameStrategy has a schema. Apicurio's own TopicRecordIdStrategy looks elsewhere. */
public final class TopicRecordName implements ArtifactReferenceResolverStrategy<Schema, Object> {
    @Override
    public ArtifactReference artifactReference(Record<Object> record, ParsedSchema<Schema> schema) {
        var topic = ((SerdeRecord<Object>) record).metadata().getTopic();
        return ArtifactReference.builder()
                .groupId(null)
                .artifactId(topic + "-" + schema.getParsedSchema().getFullName())
                .build();
    }
}
