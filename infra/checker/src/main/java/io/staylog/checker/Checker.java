package io.staylog.checker;

import io.staylog.checker.rules.Books;
import io.staylog.checker.rules.Verdict;
import io.staylog.checker.source.HistoryFile;
import io.staylog.checker.source.Ledger;
import io.staylog.checker.source.LogReader;
import io.staylog.checker.source.ReleasedReaders;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the log, the bank's ledger and what else it is given, and says whether all is as it must be. It changes nothing anywhere. */
public final class Checker {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Duration QUIET = Duration.ofSeconds(3);

    /**
     * Where everything is.
     *
     * @param kafkaProperties further properties of Kafka clients
     * @param registry address of the registry's Confluent interface
     * @param ledger a file, or an http address that answers with JSON lines
     * @param hotels the hotels to look at; empty for all
     * @param beside what else is looked at
     * @param waitQuiet how long to wait until all that can end by itself has ended; null judges at once, and lets off what may
     *     still be under way
     */
    public record Question(
            String bootstrapServers,
            Map<String, String> kafkaProperties,
            URI registry,
            String ledger,
            Set<String> hotels,
            Beside beside,
            @Nullable Duration waitQuiet) {

        /** About log and ledger alone. */
        public Question(
                String bootstrapServers,
                Map<String, String> kafkaProperties,
                URI registry,
                String ledger,
                Set<String> hotels,
                @Nullable Duration waitQuiet) {
            this(bootstrapServers, kafkaProperties, registry, ledger, hotels, Beside.NOTHING, waitQuiet);
        }

        /** With what a load generator wrote down. */
        public Question(
                String bootstrapServers,
                Map<String, String> kafkaProperties,
                URI registry,
                String ledger,
                Set<String> hotels,
                Path history,
                @Nullable Duration waitQuiet) {
            this(
                    bootstrapServers,
                    kafkaProperties,
                    registry,
                    ledger,
                    hotels,
                    new Beside(history, null, null, List.of(), List.of()),
                    waitQuiet);
        }
    }

    /**
     * What is looked at besides log and ledger.
     *
     * @param history what a load generator wrote down; null where there is none
     * @param reports address of reporting-service; null where it is not asked
     * @param released the schemas of all releases; null where they are not known
     * @param canaries texts, or bytes after {@code hex:}, that are to be nowhere
     * @param directories where they are looked for
     */
    public record Beside(
            @Nullable Path history,
            @Nullable URI reports,
            @Nullable ReleasedReaders released,
            List<String> canaries,
            List<Path> directories) {
        /** Nothing. */
        public static final Beside NOTHING = new Beside(null, null, null, List.of(), List.of());
    }

    private Checker() {}

    /**
     * Looks at everything.
     *
     * @param progress told what is waited for
     * @throws io.staylog.checker.source.Unreachable if something cannot be read
     */
    public static Verdict look(Question question, Consumer<String> progress) throws InterruptedException {
        var wait = question.waitQuiet();
        var beside = question.beside();
        // Where nothing is waited for, the bank is asked first: what it has done by then was written ahead on the log.
        var first = wait == null ? ledger(question) : null;
        var path = beside.history();
        var books = path == null ? new Books() : new Books(HistoryFile.read(path, question.hotels()));
        var released = beside.released();
        try (var log = new LogReader(
                question.bootstrapServers(),
                question.kafkaProperties(),
                question.registry(),
                question.hotels(),
                released == null ? new ReleasedReaders() : released)) {
            log.pass(books);
            if (wait != null) {
                awaitQuiet(log, books, wait, progress);
                Surveying.quiet(question, log, books);
            }
            var ledger = first == null ? ledger(question) : first;
            Surveying.reports(question, log, books, progress);
            Surveying.canaries(question, books);
            books.aborted(log.uncommitted(books));
            books.now(System.currentTimeMillis());
            return books.judge(ledger.lines(), ledger.untilMs(), wait != null);
        }
    }

    private static Ledger ledger(Question question) {
        return question.ledger().startsWith("http:") || question.ledger().startsWith("https:")
                ? Ledger.ask(URI.create(question.ledger()), question.hotels())
                : Ledger.read(Path.of(question.ledger()), question.hotels());
    }

    /** Quiet is a log that does not grow, with nothing on it that is under way. */
    private static void awaitQuiet(LogReader log, Books books, Duration wait, Consumer<String> progress)
            throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        long quietSince = System.nanoTime();
        var told = "";
        while (System.nanoTime() < end) {
            Thread.sleep(LOOK_AGAIN.toMillis());
            boolean hasGrown = log.pass(books) > 0;
            if (hasGrown || books.isUnderWay()) {
                quietSince = System.nanoTime();
                var now = books.underWay();
                if (!now.equals(told)) {
                    progress.accept(now);
                    told = now;
                }
            } else if (System.nanoTime() - quietSince > QUIET.toNanos()) {
                return;
            }
        }
        progress.accept("still not quiet after " + wait.toSeconds() + " s: " + books.underWay());
    }
}
