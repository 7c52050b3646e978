package io.staylog.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Parts that still run although the stack that started them is gone, for example because it was killed. */
record Leftovers(DataDir data, Consumer<String> progress) {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final String SUFFIX = ".pid";

    /** A process of an earlier run. */
    record Leftover(String name, Part part, ProcessHandle process) {}

    /** Sorted as they would start. */
    List<Leftover> find() {
        if (!Files.isDirectory(data.run())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(data.run())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .flatMap(name -> find(name).stream())
                    .sorted(Comparator.comparing(Leftover::part).thenComparing(Leftover::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Leftover> find(String name) {
        return Stream.of(Part.values())
                .filter(part -> name.equals(part.id()) || name.matches(part.id() + "-\\d+"))
                .findFirst()
                .flatMap(part ->
                        new PidFile(data.pidFile(name)).read().map(process -> new Leftover(name, part, process)));
    }

    /** Stops them in good order. */
    void stop() {
        var leftovers = find();
        if (!leftovers.isEmpty()) {
            var names = leftovers.stream().map(Leftover::name).toList();
            progress.accept("Stopping what an earlier run has left behind: " + String.join(", ", names));
        }
        StopOrder.stop(leftovers, Leftover::part, this::stop);
    }

    private void stop(Leftover leftover) {
        var process = leftover.process;
        Signals.send(leftover.part.stopSignal(), process);
        boolean hasEnded = process.onExit()
                .thenApply(ended -> true)
                .completeOnTimeout(false, STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        if (!hasEnded) {
            process.destroyForcibly();
        }
        new PidFile(data.pidFile(leftover.name)).delete();
    }
}
