package io.staylog.reporting.web.dashboard;

import io.staylog.reporting.report.AsOfToken;
import io.staylog.reporting.report.Snapshot.Standing;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a page stands on.
 *
 * @param token as live pages say it when they connect
 * @param newestEventAt time stamp of the newest event in it
 * @param readAt when the rows were read
 * @param offsets one line per topic
 */
public record AsOf(String token, @Nullable Instant newestEventAt, Instant readAt, List<String> offsets) {

    static AsOf of(Standing<?> standing, Instant readAt) {
        var lines = standing.asOf().entrySet().stream()
                .map(topic -> topic.getKey() + ": "
                        + topic.getValue().entrySet().stream()
                                .map(p -> p.getKey() + "/" + p.getValue())
                                .collect(Collectors.joining("  ")))
                .toList();
        return new AsOf(AsOfToken.of(standing.asOf()).toString(), standing.newestEventAt(), readAt, lines);
    }
}
