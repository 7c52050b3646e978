package io.staylog.bench.decisions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A contender's process, seen from the outside. It lives through all rounds, so that its code is compiled when it counts. */
final class ContenderJvm implements AutoCloseable {
    // Those of infra/deploy, with room for the state of a million bookings.
    private static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseTransparentHugePages",
            "-Xmx3g",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");
    private static final int TAIL_CHARACTERS = 4_000;

    private final Contender contender;
    private final Path log;
    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;

    private ContenderJvm(Contender contender, Path log, Process process) {
        this.contender = contender;
        this.log = log;
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        this.in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
    }

    static ContenderJvm start(Contender contender, Surroundings around, Path scratch) throws IOException {
        var log = scratch.resolve(contender.id() + ".log");
        var command = new java.util.ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.add(ContenderProcess.class.getName());
        command.add(contender.name());
        command.add(ContenderProcess.JSON.writeValueAsString(around));
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return new ContenderJvm(contender, log, builder.start());
    }

    Drained run(Round round) throws IOException {
        in.write(ContenderProcess.JSON.writeValueAsString(round));
        in.newLine();
        in.flush();
        var line = out.readLine();
        if (line == null) {
            var all = Files.readString(log);
            throw new IllegalStateException("the process of " + contender.id() + " has ended; it printed:\n"
                    + all.substring(Math.max(0, all.length() - TAIL_CHARACTERS)));
        }
        return ContenderProcess.JSON.readValue(line, Drained.class);
    }

    @Override
    public void close() throws IOException {
        in.close();
        process.destroyForcibly();
    }
}
