package io.staylog.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Starts programs as processes of their own and waits until they serve. */
final class Launcher {
    // A new session, and deaf to the terminal: Ctrl-C is for the stack, which stops its parts one after the other.
    // Nobody else may read what the parts write.
    private static final String GUARD =
            "umask 077; trap '' INT HUP; if command -v setsid >/dev/null; then exec setsid \"$@\"; fi; exec \"$@\"";

    // Only a machine that does much else at the same time needs this long.
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LOOK_EVERY_MS = 25;
    private static final int LOG_LINES = 5;

    private static final int LOG_LINE_CHARS = 300;

    private final DataDir data;
    private final Consumer<String> progress;

    Launcher(DataDir data, Consumer<String> progress) {
        this.data = data;
        this.progress = progress;
    }

    /** Returns as soon as the process exists. */
    RunningPart launch(Program program, Launch launch) throws IOException {
        var log = data.logForAppending(program.name());
        var builder = new ProcessBuilder(guarded(launch.command()))
                .directory(data.part(program.name()).toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // Settings for somebody else's Spring or Quarkus programs must not reach ours.
        builder.environment().keySet().removeIf(Launcher::wouldConfigure);
        return new RunningPart(program, launch, data, builder.start().toHandle());
    }

    static List<String> guarded(List<String> command) {
        var guarded = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "staylog"));
        guarded.addAll(command);
        return guarded;
    }

    private static boolean wouldConfigure(String variable) {
        return variable.matches("(SPRING|SERVER|MANAGEMENT|LOGGING|QUARKUS|APICURIO|STAYLOG|KAFKA|LOG4J)_.*|PG[A-Z]+");
    }

    /** Waits until the program serves; throws a sentence when it ends before, or takes too long. */
    void await(Program program, RunningPart running) throws InterruptedException {
        var deadline = Instant.now().plus(START_TIMEOUT);
        var news = Instant.now().plus(PATIENCE);
        while (!isReady(program)) {
            if (!running.isAlive()) {
                throw new LocalException(program.name() + " ended while it was starting" + endOf(running.log()));
            }
            if (Instant.now().isAfter(deadline)) {
                throw new LocalException(program.name() + " was not ready within " + START_TIMEOUT.toMinutes()
                        + " minutes" + endOf(running.log()));
            }
            if (Instant.now().isAfter(news)) {
                progress.accept("Still waiting for " + program.name() + " to be ready");
                news = Instant.now().plus(PATIENCE);
            }
            Thread.sleep(LOOK_EVERY_MS);
        }
    }

    private static boolean isReady(Program program) {
        try {
            return program.isReady();
        } catch (IOException e) {
            // Nobody listens yet.
            return false;
        }
    }

    private static String endOf(Path log) {
        try (var lines = Files.lines(log)) {
            var all = lines.filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                    .map(line -> line.substring(0, Math.min(line.length(), LOG_LINE_CHARS)))
                    .toList();
            var last = all.subList(Math.max(0, all.size() - LOG_LINES), all.size());
            return "; the end of its log " + log + " says why:\n  " + String.join("\n  ", last);
        } catch (IOException | UncheckedIOException e) {
            return "; see its log " + log + ".";
        }
    }
}
