package io.staylog.schemas.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.schemas.TopicUse;
import io.staylog.schemas.catalogue.RecordType.Version;
import io.staylog.schemas.evolution.ChangeInWords;
import io.staylog.schemas.evolution.GoldenSamples;
import io.staylog.schemas.evolution.NamedTypes;
import io.staylog.schemas.serde.SchemaRegistry;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the catalogue tells, before it is put into a document.
 *
 * @param release number of the newest release
 * @param topics in the order of the topic table
 * @param records by name
 */
record Catalogue(int release, List<TopicUse> topics, Map<String, RecordType> records) {

    /**
     * Puts it together from the topic table, the generated classes and the released schemas.
     *
     * @param released folder of the released schemas
     * @param values file of example values
     */
    static Catalogue read(Path released, Path values) throws IOException {
        var samples = new GoldenSamples(released);
        var examples = new Examples(values);
        var records = new TreeMap<String, RecordType>();
        schemas().forEach((name, schema) -> {
            var topics = TopicUse.all().stream()
                    .filter(use -> use.topic().schemas().containsKey(use.topic().subject(schema)))
                    .toList();
            var type = new RecordType(schema, topics, versions(schema, samples), examples.of(schema));
            if (records.put(schema.getName(), type) != null) {
                throw new IllegalStateException("two records are called " + schema.getName()
                        + "; the catalogue needs names" + " that differ without their namespace");
            }
        });
        examples.expectAllUsed();
        return new Catalogue(samples.newest(), TopicUse.all(), records);
    }

    /** The record types of a topic, by name. */
    List<RecordType> on(TopicUse use) {
        return records.values().stream()
                .filter(type -> type.topics().contains(use))
                .toList();
    }

    /** Records and enums inside the records of topics, by name; a type is told once, however many records use it. */
    Map<String, Schema> parts() {
        var parts = new TreeMap<String, Schema>();
        for (var type : records.values()) {
            NamedTypes.of(type.schema()).values().stream()
                    .filter(part -> !records.containsKey(part.getName()))
                    .forEach(part -> parts.put(part.getName(), part));
        }
        return parts;
    }

    private static Map<String, Schema> schemas() {
        var schemas = new LinkedHashMap<String, Schema>();
        for (var use : TopicUse.all()) {
            use.topic()
                    .schemas()
                    .values()
                    .forEach(schema -> schemas.computeIfAbsent(
                            schema.getFullName(), name -> new Schema.Parser().parse(SchemaRegistry.plain(schema))));
        }
        return schemas;
    }

    private static List<Version> versions(Schema schema, GoldenSamples samples) {
        var versions = new ArrayList<Version>();
        Schema before = null;
        for (int release = 1; release <= samples.newest(); release++) {
            var shipped = samples.schemas(release).get(schema.getFullName());
            if (shipped != null) {
                versions.add(version(release, before, shipped));
                before = shipped;
            }
        }
        if (before == null || !before.toString().equals(schema.toString())) {
            versions.add(version(0, before, schema));
        }
        return List.copyOf(versions);
    }

    private static Version version(int release, @Nullable Schema before, Schema after) {
        var changes = before == null ? List.<String>of() : ChangeInWords.between(before, after);
        return new Version(release, sha256(after), changes);
    }

    private static String sha256(Schema schema) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(schema.toString().getBytes(UTF_8));
            return String.format("%064x", new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
