package io.staylog.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.staylog.local.Part;
import io.staylog.systemtests.reference.DataFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The whole public data set through everything, as a user plays it, comes to the published figures to the cent. */
@Order(6)
class FullReplayIT {
    private static final int BOOKINGS = 119_390;
    private static final int REQUESTS_MIN = 313_946;
    private static final int FIGURES_MIN = 10_000;

    @Test
    void all_bookings_are_accepted_and_every_figure_is_the_published_one() throws Exception {
        assumeThat(Boolean.getBoolean("full"))
                .as("replays %,d bookings, which takes minutes: run it with -Dfull=true", BOOKINGS)
                .isTrue();
        var bookings = DataFiles.file("hotel_bookings.csv.gz");
        var capacity = DataFiles.file("capacity_A.csv");
        try (var staylog = Staylog.usual()) {
            JsonNode replay;
            try (var lag = new LagWatch(staylog)) {
                replay = run(staylog, "dataset", "replay", bookings.toString(), "--capacity", capacity.toString());
                System.out.println("FullReplayIT: " + replay + "\nFullReplayIT: reporting behind the log: " + lag);
            }
            assertThat(replay.path("requests").asInt()).isGreaterThanOrEqualTo(REQUESTS_MIN);
            assertThat(replay.path("bookingsConfirmed").asInt()).isEqualTo(BOOKINGS);
            assertThat(replay.path("bookingsRefused").asInt()).isZero();
            assertThat(replay.path("rejected")).isEmpty();

            var truth = bookings.getParent().toString();
            var compared = run(staylog, "dataset", "compare", "--truth", truth, "--within", "10m");
            System.out.println("FullReplayIT: " + compared.path("compared") + " figures compared");
            assertThat(compared.path("differences")).isEmpty();
            assertThat(compared.path("compared").asInt()).isGreaterThan(FIGURES_MIN);
            assertThatFoldingAnewGivesTheSame(staylog);
        }
    }

    private static void assertThatFoldingAnewGivesTheSame(Staylog staylog) throws IOException, InterruptedException {
        var rebuild = run(staylog, "projection", "rebuild");
        var took = Duration.between(
                Instant.parse(rebuild.path("startedAt").asString()),
                Instant.parse(rebuild.path("finishedAt").asString()));
        long offsets = rebuild.path("progress").path("allOffsets").asLong();
        System.out.printf(
                "FullReplayIT: rebuilt from %,d offsets, compared and switched in %d s%n", offsets, took.toSeconds());
        assertThat(rebuild.path("equal").asBoolean()).isTrue();
    }

    /** The tool as a process of its own, so that what it needs is measured too. */
    private static JsonNode run(Staylog staylog, String... command) throws IOException, InterruptedException {
        var settings = staylog.settings();
        var tool = DataFiles.projectRoot().resolve("infra/cli/staylog");
        var all = new ArrayList<>(List.of(tool.toString()));
        all.addAll(List.of(command));
        all.addAll(List.of("--json", "--home", settings.dataDir().toString()));
        all.addAll(List.of("--bootstrap-servers", settings.bootstrapServers()));
        all.addAll(List.of("--registry", settings.registryUrl()));
        if (!List.of(command).contains("replay")) {
            all.addAll(List.of("--reporting-url", settings.url(Part.REPORTING)));
        }
        if (List.of(command).contains("compare")) {
            all.addAll(List.of("--bank-url", settings.bankUrl()));
        }
        var process = new ProcessBuilder(all)
                .directory(Path.of("").toAbsolutePath().toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", all, answer).isZero();
        return Http.JSON.readTree(answer);
    }
}
