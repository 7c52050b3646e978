package io.staylog.foreign.apicurio;

import static org.assertj.core.api.Assertions.assertThat;

import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.staylog.local.LocalSettings;
import io.staylog.local.LocalStack;
import io.staylog.local.Part;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.evolution.GoldenSamples;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * On the real registry, for every record type of the contract on every topic it may be on: Apicurio's serializer and
 * deserializer and ours read each other, and write the same bytes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApicurioSerdeIT {
    private static final GoldenSamples GOLDEN = new GoldenSamples(Path.of("../../../schemas/released"));

    // It logs every schema that it looks up. Held here, because a logger that nobody holds forgets its level.
    private static final Logger LOGGER = Logger.getLogger("io.apicurio");

    private LocalStack stack;
    private SchemaRegistry registry;
    private EventSerializer ours;
    private EventDeserializer oursReading;

    /** One record of the contract on one topic. */
    private record Case(Topic topic, Schema plain, int id, SpecificRecord record, GenericRecord generic) {
        @Override
        public String toString() {
            return generic.getSchema().getName() + " on " + topic.name();
        }
    }

    private final List<Case> cases = new ArrayList<>();

    @BeforeAll
    void start(@TempDir Path directory) throws InterruptedException {
        LOGGER.setLevel(Level.WARNING);
        var settings = LocalSettings.forTest(directory.resolve("stack"), EnumSet.of(Part.BROKER, Part.REGISTRY));
        stack = LocalStack.start(settings);
        registry = new SchemaRegistry(URI.create(settings.registryUrl()));
        ours = new EventSerializer(registry);
        oursReading = new EventDeserializer(registry, Topics.all().toArray(Topic[]::new));
        for (var topic : Topics.all()) {
            topic.schemas().forEach((subject, schema) -> cases.addAll(cases(topic, subject, schema)));
        }
    }

    @AfterAll
    void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    private List<Case> cases(Topic topic, String subject, Schema schema) {
        // As a program gets it that has only the registry: without the Java hints of our generated classes, which
        // Apicurio's lookup by content would take for another schema.
        var versions = registry.versions(subject);
        var registered = registry.version(subject, versions.getLast()).orElseThrow();
        var cases = new ArrayList<Case>();
        for (int release = 1; release <= GOLDEN.newest(); release++) {
            var writer = GOLDEN.schemas(release).get(schema.getFullName());
            // This registry has begun with today's schemas; what an older release wrote otherwise has no id in it.
            var id = writer == null ? Optional.<Integer>empty() : registry.find(subject, writer);
            for (var sample : id.isEmpty() ? List.<GoldenSamples.Sample>of() : GOLDEN.samples(release, writer)) {
                var record = (SpecificRecord) oursReading.deserialize(topic.name(), sample.payload(id.get()));
                var generic = GoldenSamples.read(sample.avro(), writer, registered.schema());
                cases.add(new Case(topic, registered.schema(), registered.id(), record, generic));
            }
        }
        return cases;
    }

    /** Apicurio's serde as a program must set it up that writes to and reads from Staylog's topics. */
    private Map<String, Object> settings(boolean specific) {
        return Map.of(
                // Its own interface, not the Confluent one.
                "apicurio.registry.url",
                stack.settings().registryUrl().replace("/apis/ccompat/v7", "/apis/registry/v3"),
                "apicurio.registry.auto-register",
                false,
                "apicurio.registry.find-latest",
                false,
                // Without it a record with records or enums inside is looked up without them, and not found.
                "apicurio.registry.dereference-schema",
                true,
                "apicurio.registry.use-specific-avro-reader",
                specific,
                "apicurio.registry.artifact-resolver-strategy",
                TopicRecordName.class.getName());
    }

    @Test
    void every_record_type_of_the_contract_is_tried_on_each_of_its_topics() {
        var tried = new TreeSet<String>();
        cases.forEach(one -> tried.add(one.topic.subject(one.plain)));
        var contract = new TreeSet<String>();
        Topics.all().forEach(topic -> contract.addAll(topic.schemas().keySet()));
        assertThat(tried).isEqualTo(contract);
        System.out.printf("apicurio: %d records of %d subjects%n", cases.size(), tried.size());
    }

    @Test
    void apicurio_reads_into_our_classes_what_our_serializer_wrote() {
        try (var theirs = new AvroKafkaDeserializer<SpecificRecord>()) {
            theirs.configure(settings(true), false);
            for (var one : cases) {
                var payload = ours.encode(one.topic.name(), one.record);
                assertThat(theirs.deserialize(one.topic.name(), payload))
                        .as("%s", one)
                        .isEqualTo(one.record);
            }
        }
    }

    @Test
    void apicurio_reads_without_our_classes_what_our_serializer_wrote() {
        try (var theirs = new AvroKafkaDeserializer<GenericRecord>()) {
            theirs.configure(settings(false), false);
            for (var one : cases) {
                var payload = ours.encode(one.topic.name(), one.record);
                assertThat(theirs.deserialize(one.topic.name(), payload))
                        .as("%s", one)
                        .isEqualTo(one.generic);
            }
        }
    }

    @Test
    void our_deserializer_reads_what_apicurio_wrote_and_both_write_the_same_bytes() {
        int same = 0;
        try (var theirs = new AvroKafkaSerializer<GenericRecord>()) {
            theirs.configure(settings(false), false);
            for (var one : cases) {
                var payload = theirs.serialize(one.topic.name(), one.generic);
                assertThat(oursReading.deserialize(one.topic.name(), payload))
                        .as("%s", one)
                        .isEqualTo(one.record);
                if (isDeterministic(one.generic)) {
                    assertThat(ours.encode(one.topic.name(), one.record))
                            .as("%s", one)
                            .isEqualTo(payload);
                    same++;
                }
            }
        }
        System.out.printf("apicurio: the same bytes of %d records of %d%n", same, cases.size());
        assertThat(same).isPositive();
    }

    /** Avro leaves the order of a map's entries open. */
    private static boolean isDeterministic(Object value) {
        return switch (value) {
            case null -> true;
            case GenericRecord record ->
                record.getSchema().getFields().stream().allMatch(field -> isDeterministic(record.get(field.pos())));
            case List<?> items -> items.stream().allMatch(ApicurioSerdeIT::isDeterministic);
            case Map<?, ?> entries -> entries.size() < 2;
            default -> true;
        };
    }
}
