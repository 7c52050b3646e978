package io.staylog.schemas.serde;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Lets configuration choose who turns records into bytes: our own serializer, or another one that takes Confluent's settings.
 *
 * <p>The settings are those under which Confluent's behaves as ours does. Ours ignores all but the address.
 */
public final class SerdeSettings {
    /** Our own serializer's class. */
    public static final String OURS = "io.staylog.schemas.serde.ConfiguredEventSerializer";

    private static final String REGISTRY = "schema.registry.url";

    private SerdeSettings() {}

    /**
     * What Confluent's serializer and deserializer have to be told.
     *
     * @param registry address of the registry's Confluent interface
     */
    public static Map<String, Object> confluent(URI registry) {
        var settings = new HashMap<String, Object>();
        settings.put(REGISTRY, registry.toString());
        // Schemas are registered at deploy, by `staylog schemas register`, and by nobody else.
        settings.put("auto.register.schemas", false);
        // With it, an old producer dies as soon as a newer version of its schema is registered.
        settings.put("use.latest.version", false);
        // The registered schemas are without the Java hints of the generated classes.
        settings.put("avro.remove.java.properties", true);
        // One subject per topic and record type.
        settings.put("value.subject.name.strategy", "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy");
        // Into the generated classes.
        settings.put("specific.avro.reader", true);
        return settings;
    }

    /**
     * The serializer of that class, ready for use.
     *
     * @param className of a Kafka serializer with a public constructor without parameters
     * @param registry address of the registry's Confluent interface
     * @param more further settings; they win
     * @throws ConfigException if there is no such class, or it is not a serializer
     */
    public static Serializer<SpecificRecord> serializer(String className, URI registry, Map<String, ?> more) {
        // Any serializer that uses Avro has to be let use our classes.
        GeneratedClasses.trust();
        var settings = confluent(registry);
        settings.putAll(more);
        var serializer = instance(className);
        serializer.configure(settings, false);
        return serializer;
    }

    @SuppressWarnings("unchecked") // What a serializer takes is known at run time only.
    private static Serializer<SpecificRecord> instance(String className) {
        try {
            return Utils.newInstance(className, Serializer.class);
        } catch (ClassNotFoundException e) {
            throw new ConfigException("there is no serializer class " + className
                    + " on the class path; Confluent's is there after a build with -Pconfluent-serde, and ours is "
                    + OURS);
        } catch (ClassCastException e) {
            throw new ConfigException("the class " + className + " is not a Kafka serializer; ours is " + OURS);
        }
    }

    static SchemaRegistry registry(Map<String, ?> settings) {
        if (settings.get(REGISTRY) instanceof String url && !url.isBlank()) {
            return new SchemaRegistry(URI.create(url));
        }
        throw new ConfigException(
                REGISTRY + " is missing: the address of the registry's Confluent interface, for example"
                        + " http://127.0.0.1:8081/apis/ccompat/v7");
    }

    static <T> T configured(@Nullable T serde) {
        if (serde == null) {
            throw new IllegalStateException("configure() comes first");
        }
        return serde;
    }
}
