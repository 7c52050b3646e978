package io.staylog.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.evolution.GoldenSamples;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What every release wrote, and whether a reader reads it: one row of the matrix of consumers and releases. */
public final class ReleasedRecords {
    private static final Path FOLDER = Path.of("schemas", "released");

    private ReleasedRecords() {}

    /** The folder of the project that holds every release. */
    public static GoldenSamples all() {
        for (var directory = Path.of("").toAbsolutePath(); directory != null; directory = directory.getParent()) {
            if (Files.isDirectory(directory.resolve(FOLDER))) {
                return new GoldenSamples(directory.resolve(FOLDER));
            }
        }
        throw new AssertionError("no directory above this one has " + FOLDER);
    }

    /**
     * Lets a consumer read every record of every release, prints its row, and fails where one is not read as it was written.
     *
     * @param consumer its name
     * @param topics what it reads; it must pass over the record types of all others
     */
    public static void assertReadBy(String consumer, List<Topic> topics) {
        try (var doubled = RegistryDouble.empty()) {
            var registry = new SchemaRegistry(doubled.url());
            var reads = topics.toArray(Topic[]::new);

            var outcomes = all().readAll(
                            new EventDeserializer(registry, reads),
                            schema -> registry.register(schema.getFullName(), schema),
                            reads);

            outcomes.forEach(outcome -> System.out.println("Consumer x release: " + outcome.line(consumer)));
            assertThat(outcomes).isNotEmpty();
            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(outcome.faults()).isEmpty());
            assertThat(outcomes.getFirst().read()).isPositive();
            assertThat(outcomes.getFirst().skipped() == 0)
                    .as("nothing is skipped")
                    .isEqualTo(topics.containsAll(Topics.all()));
        }
    }
}
