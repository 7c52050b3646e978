package io.staylog.bench.decisions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Main class of a contender's process: a line of JSON comes in for each round, and one with the result goes out. It ends when
 * nothing more can come.
 */
final class ContenderProcess {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private ContenderProcess() {}

    /** Takes the contender's name and its surroundings as JSON. */
    public static void main(String[] args) throws Exception {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        // Whatever else prints must not stand among the results.
        System.setOut(System.err);
        var around = JSON.readValue(args[1], Surroundings.class);
        var drain = switch (Contender.valueOf(args[0])) {
            case CEILING -> new CeilingDrain(around);
            case ENGINE -> new EngineDrain(around);
            case STREAMS -> new StreamsDrain(around);
        };
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            out.println(JSON.writeValueAsString(drain.run(JSON.readValue(line, Round.class))));
        }
        // Its parent has gone.
        Runtime.getRuntime().halt(0);
    }
}
