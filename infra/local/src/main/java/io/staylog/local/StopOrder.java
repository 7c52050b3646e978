package io.staylog.local;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Stops things in the reverse order of their start; those of one stage at the same time. */
final class StopOrder {
    private StopOrder() {}

    static <T> void stop(List<T> things, Function<T, Part> partOf, Consumer<T> stop) {
        var stages =
                Stream.of(Part.Stage.values()).sorted(Comparator.reverseOrder()).toList();
        for (var stage : stages) {
            // Closing the executor waits for all of them.
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                things.stream()
                        .filter(thing -> partOf.apply(thing).stage() == stage)
                        .forEach(thing -> executor.execute(() -> stop.accept(thing)));
            }
        }
    }
}
