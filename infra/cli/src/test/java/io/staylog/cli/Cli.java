package io.staylog.cli;

import io.staylog.cli.testing.TestStaylog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs the program inside the test and catches what it says. */
final class Cli {
    /** What a run gave. */
    record Run(int exit, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    private Cli() {}

    static Run run(String... args) {
        return runWith("", args);
    }

    static Run run(TestStaylog staylog, String... args) {
        return runWith(staylog, "", args);
    }

    static Run runWith(TestStaylog staylog, String input, String... args) {
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of(staylog.options()));
        return runWith(input, all.toArray(String[]::new));
    }

    /** Runs it with a stdout of the test's own. */
    static synchronized Run runTo(OutputStream target, String... args) {
        var err = new ByteArrayOutputStream();
        var realOut = System.out;
        var realErr = System.err;
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            int exit = Main.run(target, args);
            return new Run(exit, "", err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
        }
    }

    private static synchronized Run runWith(String input, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var realOut = System.out;
        var realErr = System.err;
        var realIn = System.in;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            int exit = Main.commandLine(args)
                    .setOut(new PrintWriter(System.out, true))
                    .setErr(new PrintWriter(System.err, true))
                    .execute(args);
            return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
            System.setIn(realIn);
        }
    }
}
