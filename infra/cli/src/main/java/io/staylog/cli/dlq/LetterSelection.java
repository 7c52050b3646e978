package io.staylog.cli.dlq;

import io.staylog.cli.events.Candidates;
import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which letters a command is about. */
final class LetterSelection {
    @Option(
            names = "--topic",
            paramLabel = "<topic>",
            completionCandidates = Candidates.TopicNames.class,
            description = "Only letters of this input, for example booking.requests.")
    private @Nullable String topicName;

    @Option(
            names = "--group",
            paramLabel = "<group>",
            description = "Only letters that this consumer group has put aside, for example booking-service.")
    private String group = "";

    @Option(
            names = "--cause",
            paramLabel = "<code>",
            description = "Only letters with this cause, such as undecodable.")
    private @Nullable String cause;

    @Option(names = "--hotel", paramLabel = "<id>", description = "Only letters under this hotel's key.")
    private @Nullable String hotel;

    /** The topics whose dead letters have to be read. */
    List<Topic> topics() {
        if (topicName == null) {
            return Topics.all();
        }
        var input = topicName.endsWith(".dead") ? topicName.substring(0, topicName.length() - 5) : topicName;
        return List.of(Topics.named(input)
                .orElseThrow(() -> Failure.usage("--topic: there is no topic '" + input + "'; choose from "
                        + String.join(
                                ", ", Topics.all().stream().map(Topic::name).toList()))));
    }

    String group() {
        return group;
    }

    boolean isOfAll() {
        return topicName == null && group.isEmpty() && cause == null && hotel == null;
    }

    boolean wants(Entry entry) {
        var letter = entry.letter();
        return (group.isEmpty() || group.equals(letter.group()))
                && (cause == null || cause.equals(letter.why().reason()))
                && (hotel == null || hotel.equals(entry.key()));
    }
}
