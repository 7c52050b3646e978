package io.staylog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.cli.avro.WireBytes;
import io.staylog.schemas.Topics;
import io.staylog.schemas.evolution.GoldenSamples;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import io.staylog.testkit.ReleasedRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What any release wrote, this program reads: with the generated classes, and without them for {@code events}. */
class ReadingReleasedRecordsTest {
    private final GoldenSamples released = ReleasedRecords.all();
    private RegistryDouble doubled;
    private SchemaRegistry registry;

    @BeforeEach
    void start() {
        doubled = RegistryDouble.empty();
        registry = new SchemaRegistry(doubled.url());
    }

    @AfterEach
    void stop() {
        doubled.close();
    }

    @Test
    void every_record_of_every_release_is_read_as_it_was_written() {
        ReleasedRecords.assertReadBy("staylog-cli", Topics.all());
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
        System.out.println("Consumer x release: staylog-cli without generated classes: " + shown + " records shown");
        assertThat(shown).isPositive();
    }
}
