package io.staylog.cli.stack;

import io.staylog.cli.client.HttpApi;
import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.Settings;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Which parts answer, wherever they run.
 *
 * @param parts one line each
 */
record StackStatus(List<PartStatus> parts) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * One part.
     *
     * @param part its name
     * @param address where it was asked
     * @param state "ready", or why not
     * @param isReady whether it does its work
     */
    record PartStatus(String part, String address, String state, boolean isReady) {}

    /** Asks all parts at once. */
    static StackStatus of(Settings settings) {
        List<Callable<PartStatus>> questions = List.of(
                () -> broker(settings),
                () -> http(settings, "registry", settings.registry(), "/subjects"),
                () -> http(settings, "bank", settings.bank(), "/health"),
                () -> service(settings, "booking-service", settings.booking()),
                () -> service(settings, "payment-service", settings.payment()),
                () -> service(settings, "reporting-service", settings.reporting()));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return new StackStatus(threads.invokeAll(questions).stream()
                    .map(answer -> answer.resultNow())
                    .toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.unknown("interrupted");
        }
    }

    private static PartStatus broker(Settings settings) {
        try {
            new KafkaClients(settings).probe();
            return new PartStatus("broker", settings.bootstrapServers(), "ready", true);
        } catch (Failure e) {
            return new PartStatus("broker", settings.bootstrapServers(), "unreachable", false);
        }
    }

    private static PartStatus service(Settings settings, String part, URI address) {
        return http(settings, part, address, "/actuator/health/readiness");
    }

    private static PartStatus http(Settings settings, String part, URI address, String path) {
        try (var api = new HttpApi(settings.token(), PATIENCE)) {
            var _ = api.json(address, path, Map.of());
            return new PartStatus(part, address.toString(), "ready", true);
        } catch (Failure e) {
            var state = String.valueOf(e.getMessage()).startsWith("no answer") ? "unreachable" : "not ready";
            return new PartStatus(part, address.toString(), state, false);
        }
    }

    boolean isComplete() {
        return parts.stream().allMatch(PartStatus::isReady);
    }

    /** With process and memory where the part runs on this machine. */
    JsonNode json(Settings settings) {
        var processes = ProcessUsage.ofStack(settings.home()).stream()
                .collect(Collectors.toMap(ProcessUsage::name, process -> process));
        var rows = Json.array();
        for (var part : parts) {
            var row = rows.addObject().put("part", part.part()).put("state", part.state());
            row.put("address", part.address());
            var process = processes.get(part.part());
            row.put("pid", process == null ? null : process.pid());
            row.put("peakMib", process == null ? null : process.peakMib());
        }
        return rows;
    }
}
