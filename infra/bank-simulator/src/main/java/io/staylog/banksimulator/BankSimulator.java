package io.staylog.banksimulator;

import io.staylog.banksimulator.http.BankServer;
import io.staylog.banksimulator.http.Door;
import io.staylog.banksimulator.ledger.DurableBank;
import io.staylog.banksimulator.ledger.LedgerDamagedException;
import io.staylog.banksimulator.ledger.LedgerLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bank simulator: a ledger with a server before it.
 *
 * <p>{@code java -XX:+UseSerialGC -Xmx128m -XX:+ExitOnOutOfMemoryError -jar bank-simulator.jar --port 8600 --data DIR}
 *
 * <p>Keys are kept for ever and in memory, about half a kilobyte for each payment: 128 MB do for 200,000.
 */
public final class BankSimulator implements AutoCloseable {
    private static final int EXIT_USAGE = 2;
    private static final int EXIT_FAILED = 1;

    private final DurableBank bank;
    private final BankServer server;

    private BankSimulator(DurableBank bank, BankServer server) {
        this.bank = bank;
        this.server = server;
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
        return start(Door.ofLoopback(port), data, hang, clock, onFailure);
    }

    private static BankSimulator start(
            Door door, Path data, Duration hang, Clock clock, Consumer<IOException> onFailure) throws IOException {
        var lines = new LedgerLines(new JsonMapper());
        var bank = DurableBank.open(data, lines, clock, onFailure);
        try {
            return new BankSimulator(bank, BankServer.start(bank, lines, door, hang));
        } catch (IOException | RuntimeException e) {
            bank.close();
            throw e;
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Stops listening, then writes what is left of the ledger. */
    @Override
    public void close() {
        server.close();
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
            var options = Options.of(List.of(arguments), System::getProperty, System::getenv);
            var simulator =
                    start(options.door(), options.data(), options.hang(), Clock.systemUTC(), BankSimulator::giveUp);
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "stop"));
            System.out.printf(
                    "Bank simulator listens on http://%s:%d with %,d ledger entries in %s%n",
                    options.door().address().getHostAddress(),
                    simulator.port(),
                    simulator.bank.entries(),
                    options.data());
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
