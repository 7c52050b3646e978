package io.staylog.banksimulator;

import io.staylog.banksimulator.bank.Terms;
import io.staylog.banksimulator.http.BankServer;
import io.staylog.banksimulator.ledger.DurableBank;
import io.staylog.banksimulator.ledger.LedgerDamagedException;
import io.staylog.banksimulator.ledger.LedgerLines;
import io.staylog.banksimulator.post.Postman;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bank simulator: a ledger with a server before it.
 *
 * <p>{@code java -XX:+UseSerialGC -Xmx128m -XX:+ExitOnOutOfMemoryError -jar bank-simulator.jar --port 8600 --data DIR}
 *
 * <p>Keys are kept for ever and in memory, about 0.7 kilobytes for each payment with long keys: 128 MB do for 100,000.
 */
public final class BankSimulator implements AutoCloseable {
    private static final int EXIT_USAGE = 2;
    private static final int EXIT_FAILED = 1;

    private final DurableBank bank;
    private final BankServer server;
    private final @Nullable Postman postman;

    private BankSimulator(DurableBank bank, BankServer server, @Nullable Postman postman) {
        this.bank = bank;
        this.server = server;
        this.postman = postman;
    }

    /**
     * Starts a simulator inside this process, for this machine only.
     *
     * @param port 0 takes any free one
     * @param data the directory of the ledger
     * @param hang how long a call that gets no answer is held
     * @param onFailure told once if the ledger can't be written any more
     */
    public static BankSimulator start(int port, Path data, Duration hang, Clock clock, Consumer<IOException> onFailure)
            throws IOException {
        return start(Settings.ofLoopback(port, data, hang), clock, onFailure);
    }

    /**
     * Starts a simulator inside this process.
     *
     * @param onFailure told once if the ledger can't be written any more
     */
    public static BankSimulator start(Settings settings, Clock clock, Consumer<IOException> onFailure)
            throws IOException {
        var json = new JsonMapper();
        var lines = new LedgerLines(json);
        var bank = DurableBank.open(settings.data(), lines, terms(settings), clock, onFailure);
        Postman postman = null;
        try {
            postman = settings.notifying().urls().isEmpty() ? null : Postman.start(bank, settings.notifying(), json);
            return new BankSimulator(bank, BankServer.start(bank, lines, settings.door(), settings.pace()), postman);
        } catch (IOException | RuntimeException e) {
            if (postman != null) {
                postman.close();
            }
            bank.close();
            throw e;
        }
    }

    private static Terms terms(Settings settings) {
        var notifying = settings.notifying();
        var all = notifying.all() ? Terms.Telling.ALL : Terms.Telling.CHANGES;
        return new Terms(
                notifying.urls().isEmpty() ? Terms.Telling.NOTHING : all, settings.keysLive(), settings.faults());
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Stops listening, then writes what is left of the ledger. */
    @Override
    public void close() {
        server.close();
        if (postman != null) {
            postman.close();
        }
        try {
            bank.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs until it is stopped; the first line on standard output says where it listens. */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.println(Options.HELP);
            return;
        }
        try {
            var settings = Options.of(List.of(arguments), System::getProperty, System::getenv);
            var simulator = start(settings, Clock.systemUTC(), BankSimulator::giveUp);
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "stop"));
            System.out.printf(
                    "Bank simulator listens on http://%s:%d with %,d ledger entries in %s%n",
                    settings.door().address().getHostAddress(),
                    simulator.port(),
                    simulator.bank.entries(),
                    settings.data());
        } catch (Options.WrongOptionException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + Options.HELP);
            System.exit(EXIT_USAGE);
        } catch (IOException | LedgerDamagedException e) {
            System.err.println("The bank simulator cannot start: " + e.getMessage());
            System.exit(EXIT_FAILED);
        }
    }

    // Without its ledger the bank has no truth; halting keeps it from answering anybody.
    private static void giveUp(IOException e) {
        System.err.println("The ledger can't be written any more: " + e);
        Runtime.getRuntime().halt(EXIT_FAILED);
    }
}
