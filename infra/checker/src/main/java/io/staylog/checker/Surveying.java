package io.staylog.checker;

import io.staylog.checker.Checker.Question;
import io.staylog.checker.rules.Books;
import io.staylog.checker.rules.Surroundings.Lag;
import io.staylog.checker.source.Canaries;
import io.staylog.checker.source.LogReader;
import io.staylog.checker.source.Quiet;
import io.staylog.checker.source.Reports;
import java.time.Duration;
import java.util.function.Consumer;

/** Looks at what stands around the log: groups and transactions at the brokers, reporting's figures, files. */
final class Surveying {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Duration CATCH_UP = Duration.ofSeconds(30);

    private Surveying() {}

    private static long end(Question question) {
        var wait = question.waitQuiet();
        boolean isShort = wait != null && wait.compareTo(CATCH_UP) < 0;
        return System.nanoTime() + (isShort && wait != null ? wait : CATCH_UP).toNanos();
    }

    /** Positions are committed a little after what they are about. */
    static void quiet(Question question, LogReader log, Books books) throws InterruptedException {
        long end = end(question);
        try (var brokers = new Quiet(question.bootstrapServers(), question.kafkaProperties())) {
            while (true) {
                var lags = brokers.positions().stream()
                        .map(it -> new Lag(
                                it.group(),
                                it.topic() + "/" + it.partition(),
                                books.recordsFrom(it.topic(), it.partition(), it.next())))
                        .filter(it -> it.records() > 0)
                        .toList();
                var open = brokers.openTransactions(log.partitions());
                books.surroundings().quiet(lags, open);
                if ((lags.isEmpty() && open.isEmpty()) || System.nanoTime() > end) {
                    return;
                }
                Thread.sleep(LOOK_AGAIN.toMillis());
            }
        }
    }

    /** Reporting may be a moment behind the log, and, where the log still grows, ahead of what was read of it. */
    static void reports(Question question, LogReader log, Books books, Consumer<String> progress)
            throws InterruptedException {
        var address = question.beside().reports();
        if (address == null) {
            return;
        }
        boolean isSettled = question.waitQuiet() != null;
        long end = end(question);
        while (true) {
            var reported = Reports.ask(address, question.hotels());
            boolean hasGrown = log.pass(books) > 0;
            boolean isSame = !hasGrown && books.notShown(reported).isEmpty();
            if (isSame || (isSettled && System.nanoTime() > end)) {
                books.surroundings().reported(reported);
                return;
            }
            if (System.nanoTime() > end) {
                progress.accept("reporting and the log were never at the same place, so R7 was not looked at");
                return;
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
    }

    static void canaries(Question question, Books books) {
        var beside = question.beside();
        if (beside.canaries().isEmpty()) {
            return;
        }
        var canaries = new Canaries(beside.canaries());
        beside.directories().forEach(canaries::in);
        books.surroundings().searched(canaries.files());
        canaries.hits()
                .forEach(hit ->
                        books.surroundings().left(hit.canary(), hit.file().toString(), hit.offset()));
    }
}
