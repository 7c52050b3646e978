package io.staylog.cli.topics;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.ProfileOption;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import io.staylog.guard.LogLook;
import io.staylog.guard.LogRules;
import io.staylog.guard.Verdict;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.topics.TopicTool;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog topics}: creates and checks the topics, and never alters one. */
@Command(name = "topics", description = "Create and check the topics. It never alters one.")
public final class TopicsCommand {
    @Command(description = "Creates what is missing, dead-letter topics too.")
    int create(
            @Option(
                            names = "--partitions",
                            defaultValue = "8",
                            description =
                                    "Of each topic; it can never be changed afterwards. Default: ${DEFAULT-VALUE}.")
                    int partitions,
            @Option(
                            names = "--replication",
                            defaultValue = "1",
                            description = "Copies; production wants 3. Default: ${DEFAULT-VALUE}.")
                    short replication,
            @Option(
                            names = "--min-insync-replicas",
                            description = "Copies that every write must reach; production wants 2."
                                    + " Default: all of them but one, and at least 1.")
                    @Nullable
                    Integer inSync,
            @Mixin ConnectionOptions connection,
            @Mixin Output output) {
        int reached = inSync == null ? Math.max(1, replication - 1) : inSync;
        if (partitions < 1 || replication < 1) {
            throw Failure.usage("--partitions and --replication must be 1 or more");
        }
        if (reached < 1 || reached > replication) {
            throw Failure.usage("--min-insync-replicas must be between 1 and --replication (" + replication
                    + "), but is " + reached + "; otherwise nothing could be written");
        }
        try (var admin = new KafkaClients(connection.settings()).probe().admin()) {
            var created = new TopicTool(admin).create(partitions, replication, reached);
            var json = Json.object();
            var names = json.putArray("created");
            created.forEach(names::add);
            output.print(json, created.isEmpty() ? "all topics exist" : "created " + String.join(", ", created));
            return 0;
        }
    }

    @Command(
            description =
                    "Names every difference from what a running system depends on; exit status 1 if there is one.")
    int check(@Mixin ProfileOption profile, @Mixin ConnectionOptions connection, @Mixin Output output) {
        var settings = connection.settings();
        try (var admin = new KafkaClients(settings).probe().admin()) {
            var seen = new LogLook(admin, settings.bootstrapServers()).read(Topics.all(), profile.depth());
            var differences = Verdict.of(LogRules.judge(seen, Topics.all(), Map.of(), null), profile.profile())
                    .refusals();
            var json = Json.object();
            var list = json.putArray("differences");
            differences.forEach(list::add);
            if (differences.isEmpty()) {
                output.print(json, "all topics are as they must be");
                return 0;
            }
            if (output.json()) {
                output.print(json);
            }
            throw Failure.failed(String.join("\n", differences));
        }
    }

    @Command(name = "list", description = "The topics and what may be on them.")
    int list(@Mixin Output output) {
        var rows = Json.array();
        for (var topic : Topics.all()) {
            var row = rows.addObject()
                    .put("topic", topic.name())
                    .put("kept", topic.kept().name());
            row.put("timestamps", topic.stampedBy() == Topic.StampedBy.BROKER ? "LogAppendTime" : "CreateTime");
            row.put("recordTypes", topic.recordTypes().size());
        }
        output.print(rows);
        return 0;
    }
}
