package io.staylog.cli;

import io.staylog.cli.terminal.Converters;
import io.staylog.cli.terminal.Exit;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Stdout;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.RegistryUnavailableException;
import io.staylog.schemas.serde.SchemaNotRegisteredException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine;

/** Starts the program and turns what went wrong into an exit status and one sentence on stderr. */
public final class Main {
    private Main() {}

    /** The program. */
    public static void main(String[] args) {
        // The same text everywhere: a POSIX locale would turn names into question marks.
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        Locale.setDefault(Locale.ROOT);
        System.exit(run(new FileOutputStream(FileDescriptor.out), args));
    }

    /** Runs these arguments with data going there; the exit status, which is never 0 where not all of it got there. */
    static int run(OutputStream target, String... args) {
        var stdout = new Stdout(target);
        System.setOut(stdout.stream());
        int exit = commandLine(args).execute(args);
        var problem = stdout.problem();
        problem.ifPresent(text -> System.err.println("staylog: " + text));
        return problem.isPresent() && exit == Exit.OK.code() ? Exit.FAILED.code() : exit;
    }

    /** The program, ready to run these arguments. */
    public static CommandLine commandLine(String... args) {
        EventSerializer.letRecordsBeBuilt();
        return Converters.register(StaylogCommand.forArguments(args))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, _) -> misused(e))
                .setExecutionExceptionHandler((e, command, _) -> explain(e, command));
    }

    private static int misused(CommandLine.ParameterException e) {
        var command = e.getCommandLine();
        var name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + e.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
            command.getErr().println("Try '" + name + " --help'.");
        }
        return Exit.USAGE.code();
    }

    private static int explain(Exception e, CommandLine command) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + message(e));
        if (System.getenv("STAYLOG_DEBUG") != null) {
            e.printStackTrace(command.getErr());
        }
        return exit(e).code();
    }

    private static String message(Exception e) {
        var text = e instanceof Failure || e.getMessage() != null ? String.valueOf(e.getMessage()) : e.toString();
        return e instanceof RegistryUnavailableException ? text + "; to see what is down: staylog doctor" : text;
    }

    private static Exit exit(Exception e) {
        return switch (e) {
            case Failure failure -> failure.exit();
            case RegistryUnavailableException _, SchemaNotRegisteredException _ -> Exit.UNREACHABLE;
            case TimeoutException _, RetriableException _ -> Exit.UNREACHABLE;
            case AuthenticationException _, AuthorizationException _ -> Exit.REJECTED;
            default -> Exit.FAILED;
        };
    }
}
