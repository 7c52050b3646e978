package io.staylog.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The command-line tool, as an operator uses it, on the Staylog of a test. */
final class Tool {
    private final List<String> where;

    Tool(Staylog staylog) {
        var settings = staylog.settings();
        where = List.of(
                "--home=" + settings.dataDir(),
                "--bootstrap-servers=" + settings.bootstrapServers(),
                "--registry=" + settings.registryUrl());
    }

    /** What a run gave. */
    record Run(int exit, String out, String err) {
        JsonNode json() {
            return Http.JSON.readTree(out);
        }

        @Override
        public String toString() {
            return "exit " + exit + "\n" + out + err;
        }
    }

    Run run(String... arguments) {
        return runWith("", arguments);
    }

    /** Runs a command with this on its standard input. */
    Run runWith(String input, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(where);
        synchronized (Tool.class) {
            return run(input, all.toArray(String[]::new));
        }
    }

    private static Run run(String input, String[] arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var realOut = System.out;
        var realErr = System.err;
        var realIn = System.in;
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
        System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
        try {
            int exit = Main.commandLine(arguments)
                    .setOut(new PrintWriter(System.out, true))
                    .setErr(new PrintWriter(System.err, true))
                    .execute(arguments);
            return new Run(exit, out.toString(UTF_8), err.toString(UTF_8));
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
            System.setIn(realIn);
        }
    }
}
