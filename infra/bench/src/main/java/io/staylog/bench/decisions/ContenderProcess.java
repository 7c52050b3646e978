package io.staylog.bench.decisions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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
        var lines = new LinkedBlockingQueue<String>();
        Thread.ofPlatform().daemon().name("rounds").start(() -> readAll(lines));
        try {
            while (true) {
                var round = JSON.readValue(lines.take(), Round.class);
                // What the round before has left behind belongs to no round.
                System.gc();
                var drained = drain.run(round);
                out.println(JSON.writeValueAsString(drained));
            }
        } catch (Exception e) {
            e.printStackTrace();
            // What the drain has started may still run.
            Runtime.getRuntime().halt(1);
        }
    }

    /** Also in the middle of a round nothing is left to do when its parent has gone. */
    private static void readAll(BlockingQueue<String> lines) {
        try (var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // As good as the end.
        }
        Runtime.getRuntime().halt(0);
    }
}
