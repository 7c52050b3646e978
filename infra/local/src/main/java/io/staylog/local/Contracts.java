package io.staylog.local;

import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.SchemaRegistration;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.topics.TopicTool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** What a deployment does before the first service starts: topics and schemas. */
final class Contracts {
    private Contracts() {}

    static void createTopics(Workplace work) {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", work.settings().bootstrapServers()))) {
            var created = new TopicTool(admin)
                    .create(
                            work.settings().partitions(),
                            work.settings().topology().copies());
            if (!created.isEmpty()) {
                work.progress().accept("Created " + created.size() + " topics");
            }
        }
    }

    /**
     * Registering dozens of schemas takes seconds, so what has been registered is remembered, together with the Kafka cluster
     * that holds it: another cluster knows nothing of it.
     */
    static void registerSchemas(Workplace work) throws InterruptedException {
        var stamp = work.data().part(Part.REGISTRY.id()).resolve("registered");
        try {
            var schemas = clusterId(work) + " " + Installation.key(allSchemas());
            if (Files.exists(stamp) && Files.readString(stamp).equals(schemas)) {
                return;
            }
            var registry = new SchemaRegistry(URI.create(work.settings().registryUrl()));
            var ids = new SchemaRegistration(registry).registerAll();
            work.progress().accept("Registered " + ids.size() + " schemas");
            Files.writeString(stamp, schemas);
        } catch (IOException | ExecutionException e) {
            throw new LocalException("The schemas could not be registered: " + e, e);
        }
    }

    private static String clusterId(Workplace work) throws ExecutionException, InterruptedException {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", work.settings().bootstrapServers()))) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static String allSchemas() {
        var text = new StringBuilder();
        for (var topic : Topics.all()) {
            topic.schemas()
                    .forEach((subject, schema) ->
                            text.append(subject).append(schema.toString()).append('\n'));
        }
        return text.toString();
    }
}
