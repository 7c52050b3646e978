package io.staylog.cli.dataset;

import io.staylog.cli.stack.ProcessUsage;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.ProgressLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What a replay did.
 *
 * @param requests all there are
 * @param sent in this run
 * @param sentAgain because there was no answer for long
 * @param answeredBefore by an earlier run
 * @param notSent because the booking they speak of was refused
 * @param bookingsConfirmed over all runs
 * @param bookingsRefused over all runs
 * @param rejected how often each reason was given, over all runs
 * @param elapsed from the first request to the last answer
 * @param processes what the programs have used
 */
record ReplaySummary(
        int requests,
        int sent,
        int sentAgain,
        int answeredBefore,
        int notSent,
        int bookingsConfirmed,
        int bookingsRefused,
        Map<String, Integer> rejected,
        Duration elapsed,
        List<ProcessUsage> processes) {
    static ReplaySummary of(List<HotelReplay> replays, List<HotelOutcomes> outcomes, Duration elapsed, Path home) {
        var tallies = outcomes.stream().map(HotelOutcomes::tally).toList();
        var rejected = new TreeMap<String, Integer>();
        tallies.forEach(tally -> tally.rejected().forEach((code, count) -> rejected.merge(code, count, Integer::sum)));
        var processes = new ArrayList<>(ProcessUsage.ofStack(home));
        processes.add(ProcessUsage.of("staylog-cli", ProcessHandle.current()));
        var sent = replays.stream().map(HotelReplay::sent).toList();
        return new ReplaySummary(
                replays.stream()
                        .mapToInt(replay -> replay.plan().requests().size())
                        .sum(),
                sent.stream().mapToInt(HotelReplay.Sent::sent).sum(),
                sent.stream().mapToInt(HotelReplay.Sent::sentAgain).sum(),
                sent.stream().mapToInt(HotelReplay.Sent::answeredBefore).sum(),
                sent.stream().mapToInt(HotelReplay.Sent::notSent).sum(),
                tallies.stream().mapToInt(HotelOutcomes.Tally::confirmed).sum(),
                tallies.stream().mapToInt(HotelOutcomes.Tally::refused).sum(),
                rejected,
                elapsed,
                processes);
    }

    double perSecond() {
        return elapsed.toMillis() == 0 ? 0 : sent * 1_000.0 / elapsed.toMillis();
    }

    JsonNode json() {
        var json = Json.object();
        json.put("requests", requests).put("sent", sent).put("sentAgain", sentAgain);
        json.put("answeredBefore", answeredBefore).put("notSent", notSent);
        json.put("bookingsConfirmed", bookingsConfirmed).put("bookingsRefused", bookingsRefused);
        var codes = json.putObject("rejected");
        rejected.forEach(codes::put);
        json.put("elapsedMs", elapsed.toMillis()).put("perSecond", Math.round(perSecond()));
        var list = json.putArray("processes");
        processes.forEach(process -> list.addObject()
                .put("name", process.name())
                .put("pid", process.pid())
                .put("peakMib", process.peakMib())
                .put("cpuMs", process.cpu().toMillis()));
        return json;
    }

    String text() {
        var text = new StringBuilder("%,d of %,d requests sent in %s (%,.0f/s)"
                .formatted(sent, requests, ProgressLine.span(elapsed), perSecond()));
        text.append(
                "; answered before %,d, not sent %,d, sent again %,d%n".formatted(answeredBefore, notSent, sentAgain));
        text.append("bookings: %,d confirmed, %,d refused%n".formatted(bookingsConfirmed, bookingsRefused));
        text.append("rejected: ").append(rejected.isEmpty() ? "nothing" : rejected.toString());
        for (var process : processes) {
            var peak = process.hidesMemory() ? "not available on this system" : "%,6d MiB".formatted(process.peakMib());
            text.append("%n%-20s peak %s, CPU %s".formatted(process.name(), peak, ProgressLine.span(process.cpu())));
        }
        return text.toString();
    }
}
