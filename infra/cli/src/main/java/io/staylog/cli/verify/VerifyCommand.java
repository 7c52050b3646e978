package io.staylog.cli.verify;

import io.staylog.checker.Checker;
import io.staylog.checker.source.Canaries;
import io.staylog.checker.source.Unreachable;
import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.Settings;
import io.staylog.cli.terminal.DurationConverter;
import io.staylog.cli.terminal.Exit;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog verify}: is all as it must be? */
@Command(
        name = "verify",
        description = {
            "Reads the whole log and the bank's own ledger and tests what must always hold: one line for each invariant, with the"
                    + " first record that breaks it. Shares no code with the services; changes nothing.",
            "",
            "Always: money (I12 to I27, R5), one outcome for each request (R2), no room sold twice (R3), legal steps and one event"
                    + " for one cause (R4), nothing that waits for ever (R6), every record readable by every release (R10).",
            "With --history also: nothing acknowledged is lost or doubled (R1), readers saw only what was committed (R8), the log"
                    + " goes as the world went (R9). With --projections: reporting shows what the log comes to (R7). With --canary:"
                    + " nothing is left of an erased guest (R11). With --wait-quiet: no group of ours lags, no transaction is open,"
                    + " each dead letter is of a record (R12).",
            "",
            "--json gives all figures: lost, doubled, oversoldRoomNights, illegalTransitions, doubleCharges, orphanCharges,"
                    + " unknownAndNotOnTheList, stuck, deadLetters and deadLettersAccounted among them. soldOutNights says how often a"
                    + " room class was full: where it is 0, that nothing was oversold says nothing.",
            ""
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:everything holds",
            "1:something does not, or something was still under way after --wait-quiet",
            "2:misuse",
            "5:the log, the registry or the bank's ledger cannot be read"
        })
public final class VerifyCommand implements Callable<Integer> {
    @Option(
            names = "--bank-ledger",
            paramLabel = "<file|url>",
            description =
                    "The bank's ledger as JSON lines. Default: what the bank at --bank-url answers to /v1/ledger.")
    private @Nullable String bankLedger;

    @Option(
            names = "--history",
            paramLabel = "<file>",
            description =
                    "What a load generator wrote down, as JSON lines: tests besides that what was acknowledged is on the log"
                            + " once and in the order of the world, and that readers were shown nothing else.")
    private @Nullable Path history;

    @Option(
            names = "--projections",
            description = "Hold the figures of reporting-service at --reporting-url against what the log comes to.")
    private boolean projections;

    @Option(
            names = "--canary",
            paramLabel = "<text|hex:bytes>",
            description =
                    "Look for this in the files of --in; may be repeated. Compressed files but gzip and zip are not seen"
                            + " through.")
    private List<String> canaries = new ArrayList<>();

    @Option(
            names = "--in",
            arity = "1..*",
            paramLabel = "<dir>",
            description = "Where --canary looks: data directories, backups, logs, documents.")
    private List<Path> directories = new ArrayList<>();

    @Option(
            names = "--hotel",
            paramLabel = "<hotelId>",
            description = "Look at this hotel only; may be repeated. Default: all.")
    private List<String> hotels = new ArrayList<>();

    @Option(
            names = "--wait-quiet",
            paramLabel = "<time>",
            converter = DurationConverter.class,
            description = "Wait up to so long until everything that ends by itself has ended, then let nothing off."
                    + " Without it, what has begun within the last minute may still be under way.")
    private @Nullable Duration waitQuiet;

    @Option(
            names = "--report",
            description = "Tell reporting-service what was found, for its dashboard and its daily report.")
    private boolean report;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        var settings = connection.settings();
        var question = question(settings);
        new KafkaClients(settings).probe();
        try {
            var verdict = Checker.look(question, told -> System.err.println("waiting: " + told));
            VerdictText.print(verdict, output);
            if (report) {
                CheckReport.send(verdict, hotels, settings);
            }
            return (verdict.isGood() ? Exit.OK : Exit.FAILED).code();
        } catch (Unreachable e) {
            throw Failure.unreachable(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.unknown("interrupted");
        }
    }

    private Checker.Question question(Settings settings) {
        var ledger = bankLedger == null ? settings.bank() + "/v1/ledger" : bankLedger;
        boolean isAddress = ledger.startsWith("http:") || ledger.startsWith("https:");
        if (!isAddress && !Files.isReadable(Path.of(ledger))) {
            throw Failure.usage("--bank-ledger: " + ledger + " is neither an http address nor a file that can be read");
        }
        if (history != null && !Files.isReadable(history)) {
            throw Failure.usage("--history: " + history + " is no file that can be read");
        }
        return new Checker.Question(
                settings.bootstrapServers(),
                settings.kafka(),
                settings.registry(),
                ledger,
                Set.copyOf(hotels),
                new Checker.Beside(
                        history,
                        projections ? settings.reporting() : null,
                        Released.readers(),
                        canaries(),
                        directories),
                waitQuiet);
    }

    private List<String> canaries() {
        if (canaries.isEmpty() != directories.isEmpty()) {
            throw Failure.usage("--canary and --in belong together: what to look for, and where");
        }
        directories.stream().filter(it -> !Files.exists(it)).findFirst().ifPresent(it -> {
            throw Failure.usage("--in: there is no directory " + it);
        });
        try {
            var _ = new Canaries(canaries);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(
                    "--canary: " + e.getMessage() + "; give a text, or hex: and an even number of hex digits");
        }
        return canaries;
    }
}
