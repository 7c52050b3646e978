package io.staylog.realbroker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java process with the class path of this one, which can be killed, frozen and thawed.
 *
 * <p>It must call {@link #endWithParent()} first, so that it never outlives a test run that was killed.
 */
public final class ChildJvm implements AutoCloseable {
    private static final Duration SIGNAL_TIMEOUT = Duration.ofSeconds(10);
    private static final int TAIL_CHARACTERS = 4_000;

    private final Process process;
    private final Path log;

    private ChildJvm(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a main class.
     *
     * @param log file for all it prints
     * @param jvmOptions options such as {@code -Xmx256m}; small and fast-starting defaults come before them
     */
    public static ChildJvm start(Path log, Class<?> main, List<String> jvmOptions, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(jvmOptions);
        command.add(main.getName());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        try {
            return new ChildJvm(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    /**
     * How a process ended by itself.
     *
     * @param exitCode what it ended with
     * @param printed all it printed
     * @param took from its start to its end
     */
    public record Ended(int exitCode, String printed, Duration took) {}

    /** Runs a main class to its end. */
    public static Ended run(
            Path log, Class<?> main, List<String> jvmOptions, List<String> arguments, Duration timeout) {
        long started = System.nanoTime();
        try (var process = start(log, main, jvmOptions, arguments)) {
            int code = process.awaitExit(timeout);
            return new Ended(code, Files.readString(log), Duration.ofNanos(System.nanoTime() - started));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To be called first by the child's main method: halts it as soon as its parent has ended. */
    public static void endWithParent() {
        Thread.ofPlatform().daemon().name("end-with-parent").start(() -> {
            try {
                // The parent writes nothing: this returns when the pipe breaks.
                while (System.in.read() >= 0) {}
            } catch (IOException e) {
                // Just as good.
            }
            Runtime.getRuntime().halt(1);
        });
    }

    /** Its number among the processes of the machine. */
    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its exit code; 137 after {@link #kill()}. */
    public int awaitExit(Duration timeout) {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("still running after " + timeout + "; it printed:\n" + printed());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    /** Ends it at once, with nothing cleaned up: kill -9. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(SIGNAL_TIMEOUT);
    }

    /** Asks it to end: SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Stops all its threads where they are: SIGSTOP. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets its threads go on: SIGCONT. */
    public void thaw() {
        signal("CONT");
    }

    /** The end of what it has printed. */
    public String printed() {
        try {
            var all = Files.exists(log) ? Files.readString(log) : "";
            return all.substring(Math.max(0, all.length() - TAIL_CHARACTERS));
        } catch (IOException e) {
            return "(its log cannot be read: " + e + ")";
        }
    }

    private void signal(String name) {
        try {
            var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            if (!kill.waitFor(SIGNAL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("kill -" + name + " " + process.pid() + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
