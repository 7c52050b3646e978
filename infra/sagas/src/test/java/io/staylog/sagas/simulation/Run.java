package io.staylog.sagas.simulation;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One simulation from its first step to its end. */
final class Run {
    private Run() {}

    /** Whether it has failed, and how; null where it has not. */
    static @Nullable Failure of(Script script, Bugs bugs, Figures figures) {
        return of(script, bugs, figures, true, _ -> {});
    }

    static @Nullable Failure of(Script script, Bugs bugs, Figures figures, boolean isClosed, Consumer<String> story) {
        var simulation = new Simulation(bugs, story);
        int at = 0;
        try {
            for (; at < script.steps().size(); at++) {
                story.accept((at + 1) + ". " + script.steps().get(at));
                simulation.perform(script.steps().get(at));
            }
            if (isClosed) {
                new Closing(simulation).run();
            }
            return null;
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            return new Failure(at, e);
        } finally {
            simulation.figures().count("records", simulation.logs().all().size());
            figures.add(simulation.figures());
        }
    }
}
