package io.staylog.reporting.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.Topic;
import io.staylog.schemas.evolution.GoldenSamples;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What any release wrote, this service reads. */
class ReadingReleasedRecordsTest {
    private static final Topic[] READS = LogGuard.SOURCES.toArray(Topic[]::new);

    @Test
    void every_record_of_every_release_is_read_as_it_was_written() {
        try (var doubled = RegistryDouble.empty()) {
            var registry = new SchemaRegistry(doubled.url());

            var outcomes = new GoldenSamples(Path.of("../schemas/released"))
                    .readAll(
                            new EventDeserializer(registry, READS),
                            schema -> registry.register(schema.getFullName(), schema),
                            READS);

            outcomes.forEach(outcome -> System.out.println(outcome.line("reporting-service")));
            assertThat(outcomes)
                    .isNotEmpty()
                    .allSatisfy(outcome -> assertThat(outcome.faults()).isEmpty());
            assertThat(outcomes.getFirst().read()).isPositive();
            assertThat(outcomes.getFirst().skipped()).isPositive();
        }
    }
}
