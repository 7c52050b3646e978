package io.staylog.cli.stack;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.terminal.Exit;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that start and stop the whole of Staylog on this machine; infra/local does the work. */
public final class StackCommands {
    private StackCommands() {}

    /** {@code staylog up}. */
    @Command(name = "up", description = "Start Staylog on this machine, building it first where that is needed.")
    public static final class Up implements Callable<Integer> {
        @Option(names = "--foreground", description = "Stay until Ctrl-C. Default: return when everything is ready.")
        private boolean foreground;

        @Mixin
        private ConnectionOptions connection = new ConnectionOptions();

        @Mixin
        private Output output = new Output();

        @Override
        public Integer call() {
            if (foreground && output.json()) {
                throw Failure.usage("--foreground and --json exclude each other: there is no end to tell of");
            }
            int code = local(connection, output, "up", foreground ? List.of() : List.of("--detach"));
            if (output.json()) {
                var settings = connection.settings();
                var json = Json.object().put("started", code == Exit.OK.code());
                json.put("home", settings.home().toString());
                json.set("parts", StackStatus.of(settings).json(settings));
                output.print(json);
            }
            return code;
        }
    }

    /** {@code staylog down}. */
    @Command(name = "down", description = "Stop Staylog on this machine; its data stay.")
    public static final class Down implements Callable<Integer> {
        @Mixin
        private ConnectionOptions connection = new ConnectionOptions();

        @Mixin
        private Output output = new Output();

        @Override
        public Integer call() {
            int code = local(connection, output, "down", List.of());
            if (output.json()) {
                var json = Json.object().put("stopped", code == Exit.OK.code());
                output.print(json.put("home", connection.settings().home().toString()));
            }
            return code;
        }
    }

    /** {@code staylog status}. */
    @Command(name = "status", description = "Does everything answer? Exit status 5 where something does not.")
    public static final class Status implements Callable<Integer> {
        @Mixin
        private ConnectionOptions connection = new ConnectionOptions();

        @Mixin
        private Output output = new Output();

        @Override
        public Integer call() {
            var settings = connection.settings();
            var status = StackStatus.of(settings);
            output.print(status.json(settings));
            if (!output.json() && ProcessUsage.ofStack(settings.home()).stream().anyMatch(ProcessUsage::hidesMemory)) {
                System.err.println("peakMib is not available on this system: it is read from /proc");
            }
            return (status.isComplete() ? Exit.OK : Exit.UNREACHABLE).code();
        }
    }

    /** {@code staylog logs}. */
    @Command(name = "logs", description = "The end of a part's log on this machine.")
    public static final class Logs implements Callable<Integer> {
        @Parameters(
                paramLabel = "<part>",
                completionCandidates = Parts.class,
                description = "One of ${COMPLETION-CANDIDATES}.")
        private String part;

        @Option(names = "--last", defaultValue = "50", description = "So many lines. Default: ${DEFAULT-VALUE}.")
        private int last;

        @Mixin
        private ConnectionOptions connection = new ConnectionOptions();

        @Mixin
        private Output output = new Output();

        @Override
        public Integer call() {
            var logs = connection.settings().home().resolve("logs");
            var file = logs.resolve(part + ".log").normalize();
            if (!file.startsWith(logs) || !Files.isRegularFile(file)) {
                throw Failure.usage("there is no log " + file);
            }
            try {
                var lines = Files.readAllLines(file);
                var newest = lines.subList(Math.max(0, lines.size() - last), lines.size());
                var json = Json.object().put("part", part).put("file", file.toString());
                var array = json.putArray("lines");
                newest.forEach(array::add);
                output.print(json, String.join(System.lineSeparator(), newest));
                return Exit.OK.code();
            } catch (IOException e) {
                throw Failure.usage("cannot read " + file + ": " + e.getMessage());
            }
        }
    }

    /** Whatever writes a log here; also what the shell proposes. */
    static final class Parts extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Parts() {
            super(List.of(
                    "broker",
                    "postgres",
                    "bank",
                    "registry",
                    "booking-service",
                    "payment-service",
                    "reporting-service"));
        }
    }

    /** What the script says goes to stdout, unless a program reads that. */
    private static int local(ConnectionOptions connection, Output output, String script, List<String> options) {
        var program = Path.of(System.getProperty("staylog.project", "."))
                .resolve("infra/local/" + script)
                .normalize();
        if (!Files.isExecutable(program)) {
            throw Failure.usage(program + " is not there: this command works in Staylog's own project only");
        }
        var command = new ArrayList<String>();
        if (output.json()) {
            command.addAll(List.of("/bin/sh", "-c", "exec \"$0\" \"$@\" >&2"));
        }
        command.add(program.toAbsolutePath().toString());
        command.addAll(options);
        try {
            var process = new ProcessBuilder(command).inheritIO();
            // Starting creates it.
            var home = connection.home().toAbsolutePath();
            process.environment().put("STAYLOG_HOME", home.toString());
            return (process.start().waitFor() == 0 ? Exit.OK : Exit.FAILED).code();
        } catch (IOException e) {
            throw Failure.failed("cannot run " + program + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.FAILED.code();
        }
    }
}
