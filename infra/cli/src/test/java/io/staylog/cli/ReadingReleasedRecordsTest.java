package io.staylog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.cli.avro.WireBytes;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.evolution.GoldenSamples;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What any release wrote, this program reads: with the generated classes, and without them for {@code events}. */
class ReadingReleasedRecordsTest {
    private static final Topic[] ALL = Topics.all().toArray(Topic[]::new);

    private final GoldenSamples released = new GoldenSamples(Path.of("../../schemas/released"));
    private RegistryDouble doubled;
    private SchemaRegistry registry;

    @BeforeEach
    void start() throws IOException {
        doubled = RegistryDouble.empty();
        registry = new SchemaRegistry(doubled.url());
    }

    @AfterEach
    void stop() {
        doubled.close();
    }

    @Test
    void every_record_of_every_release_is_read_as_it_was_written() {
        var reader = new EventDeserializer(registry, ALL);

        var outcomes = released.readAll(reader, schema -> registry.register(schema.getFullName(), schema), ALL);

        outcomes.forEach(outcome -> System.out.println(outcome.line("staylog-cli")));
        assertThat(outcomes)
                .isNotEmpty()
                .allSatisfy(outcome -> assertThat(outcome.faults()).isEmpty());
        assertThat(outcomes.getFirst().read()).isPositive();
    }

    @Test
    void every_record_of_every_release_is_shown_without_a_generated_class() {
        var wire = new WireBytes(registry);
        int shown = 0;
        for (int release = 1; release <= released.newest(); release++) {
            for (var writer : released.schemas(release).values()) {
                int id = registry.register(writer.getFullName(), writer);
                for (var sample : released.samples(release, writer)) {
                    assertThat(wire.decode(sample.payload(id)))
                            .isInstanceOfSatisfying(
                                    WireBytes.Decoded.Value.class,
                                    value -> assertThat(value.record())
                                            .hasToString(GoldenSamples.read(sample.avro(), writer, writer)
                                                    .toString()));
                    shown++;
                }
            }
        }
        assertThat(shown).isPositive();
    }
}
