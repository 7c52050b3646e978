package io.staylog.local;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person can tell the local Staylog to do; each command returns the exit code of the program. */
public final class LocalCommands {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int NOT_RUNNING = 3;
    private static final long LOOK_EVERY_MS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    /** Reads settings from the environment and from the data directory it names; prints sentences. */
    public LocalCommands(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    private interface Command {
        int run(LocalSettings settings) throws IOException, InterruptedException;
    }

    private int run(Command command) {
        try {
            return command.run(SettingsReader.read(environment));
        } catch (LocalException e) {
            err.println(e.getMessage());
            return FAILED;
        } catch (IOException e) {
            err.println("Staylog failed: " + e);
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    /** Starts what is built, says where it is, and stays until it is told to stop by Ctrl-C or {@link #down()}. */
    public int up() {
        return up(() -> {});
    }

    /** Like {@link #up()}, and runs a program in this terminal once everything is ready, whatever becomes of it. */
    public int up(String program) {
        return up(() -> {
            try {
                new ProcessBuilder(program).inheritIO().start().waitFor();
            } catch (IOException e) {
                err.println(program + " could not be run: " + e.getMessage());
            }
        });
    }

    private interface WhenReady {
        void run() throws IOException, InterruptedException;
    }

    private int up(WhenReady whenReady) {
        return run(settings -> {
            long start = System.nanoTime();
            var stack = LocalStack.start(onlyBuilt(settings), out::println);
            out.println(new AddressTable(stack.settings()).text(Duration.ofNanos(System.nanoTime() - start)));
            stack.announceReady();
            whenReady.run();
            // The end of the JVM stops the parts; until then they need nothing from here.
            new CountDownLatch(1).await();
            return DONE;
        });
    }

    private LocalSettings onlyBuilt(LocalSettings settings) {
        var built = new Built(settings.projectDir());
        var missing = settings.parts().stream()
                .filter(part -> !built.isBuilt(part))
                .sorted()
                .toList();
        for (var part : missing) {
            out.println("Going without " + part.id() + ": it has not been built");
        }
        return settings.withParts(Stream.of(Part.values())
                .filter(settings.parts()::contains)
                .filter(part -> !missing.contains(part))
                .collect(Collectors.toSet()));
    }

    /** Like {@link #up()}, but returns when everything is ready and leaves it running. */
    public int upDetached() {
        return run(settings -> {
            var data = new DataDir(settings.dataDir()).create();
            // Taken for a moment only: its sentence should come from here, and the log of a running stack stay.
            StackLock.take(data).close();
            var log = data.log(LocalStack.NAME);
            Files.deleteIfExists(log);
            var process = spawn(data, log);
            try (var lines = new Follower(log)) {
                while (process.isAlive() && !isReady(data, process)) {
                    lines.copyTo(out);
                    TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
                }
                lines.copyTo(out);
            }
            return process.isAlive() ? DONE : FAILED;
        });
    }

    private static boolean isReady(DataDir data, Process process) {
        return data.ready().read().filter(ready -> ready.pid() == process.pid()).isPresent();
    }

    /** The same program once more, deaf to this terminal. */
    private static Process spawn(DataDir data, Path log) throws IOException {
        var command = new ArrayList<>(Launcher.guarded(List.of(JavaRun.java())));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "up"));
        return new ProcessBuilder(command)
                .directory(data.root().toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile())
                .start();
    }

    /** Stops everything in good order, whoever started it; kills nothing that is not ours. */
    public int down() {
        return run(settings -> {
            var data = new DataDir(settings.dataDir());
            var leftovers = new Leftovers(data, out::println);
            var stack = new PidFile(data.pidFile(LocalStack.NAME)).read();
            if (stack.isEmpty() && leftovers.find().isEmpty()) {
                out.println("Staylog is not running on " + data.root() + ".");
                return DONE;
            }
            if (stack.isPresent()) {
                stop(stack.get(), leftovers);
            }
            leftovers.stop();
            out.println("Staylog has stopped.");
            return DONE;
        });
    }

    private void stop(ProcessHandle stack, Leftovers parts) throws InterruptedException {
        out.println("Stopping Staylog");
        stack.destroy();
        var last = List.<String>of();
        while (!hasEnded(stack)) {
            var names = parts.find().stream().map(Leftovers.Leftover::name).toList();
            if (!names.isEmpty() && !names.equals(last)) {
                out.println("Still waiting for " + String.join(", ", names));
            }
            last = names;
        }
    }

    private static boolean hasEnded(ProcessHandle process) {
        return process.onExit()
                .thenApply(ended -> true)
                .completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Says what runs. */
    public int status() {
        return run(settings -> {
            var data = new DataDir(settings.dataDir());
            var stack = new PidFile(data.pidFile(LocalStack.NAME)).read();
            var parts = new Leftovers(data, out::println).find();
            if (parts.isEmpty()) {
                out.println("Staylog is not running on " + data.root() + ".");
                return NOT_RUNNING;
            }
            out.println("Staylog on " + data.root() + ": "
                    + stack.map(process -> data.ready().read().isPresent() ? "ready" : "starting or stopping")
                            .orElse("without the program that started it; infra/local/down stops it"));
            for (var part : parts) {
                out.printf("  %-20s process %d%n", part.name(), part.process().pid());
            }
            return DONE;
        });
    }
}
