package io.staylog.local;

import java.util.List;

/** {@code up}, {@code up --then PROGRAM}, {@code up --detach}, {@code down} and {@code status}. */
public final class Main {
    private static final int EXIT_USAGE = 2;
    private static final List<String> UP_THEN = List.of("up", "--then");

    private Main() {}

    /** Ends the JVM with 0 where the command did what it says. */
    public static void main(String[] args) {
        var commands = new LocalCommands(System.getenv(), System.out, System.err);
        boolean then = args.length == UP_THEN.size() + 1
                && List.of(args).subList(0, UP_THEN.size()).equals(UP_THEN);
        int code = then ? commands.up(args[UP_THEN.size()]) : run(commands, String.join(" ", List.of(args)));
        System.exit(code);
    }

    private static int run(LocalCommands commands, String command) {
        return switch (command) {
            case "up" -> commands.up();
            case "up --detach" -> commands.upDetached();
            case "down" -> commands.down();
            case "status" -> commands.status();
            default -> {
                System.err.println("Usage: up [--detach | --then PROGRAM] | down | status");
                yield EXIT_USAGE;
            }
        };
    }
}
