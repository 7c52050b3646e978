package io.staylog.cli.terminal;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A service's answer as text. A report is its rows, how fresh they are, and where they go on. */
final class Answers {
    private Answers() {}

    static String text(JsonNode answer) {
        return answer.path("rows").isArray() ? rows(answer) : Table.of(answer);
    }

    private static String rows(JsonNode answer) {
        var rows = answer.path("rows");
        var text = new StringBuilder(
                switch (rows.size()) {
                    case 0 -> "nothing found";
                    case 1 -> Table.of(rows.path(0));
                    default -> Table.of(rows);
                });
        if (answer.hasNonNull("newestEventAt")) {
            text.append("\n\nas of ").append(answer.path("newestEventAt").asString());
        }
        if (!answer.path("asOf").isEmpty()) {
            text.append("\nfrom everything before these offsets (partition:offset):");
            answer.path("asOf")
                    .properties()
                    .forEach(topic -> text.append("\n  ")
                            .append(topic.getKey())
                            .append("  ")
                            .append(offsets(topic.getValue())));
        }
        if (answer.hasNonNull("next")) {
            text.append("\nthere is more; go on with --cursor ")
                    .append(answer.path("next").asString());
        }
        return text.toString();
    }

    private static String offsets(JsonNode byPartition) {
        return byPartition.properties().stream()
                .map(partition -> partition.getKey() + ":" + partition.getValue())
                .collect(Collectors.joining(" "));
    }
}
