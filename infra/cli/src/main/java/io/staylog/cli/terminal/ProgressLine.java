package io.staylog.cli.terminal;

import java.time.Duration;

/** One line on stderr that tells how far something is: rewritten on a terminal, else a new one every few seconds. */
public final class ProgressLine {
    private static final int BAR_CHARS = 24;
    private static final Duration LOG_EVERY = Duration.ofSeconds(10);
    private static final Duration RATE_OVER = Duration.ofSeconds(5);

    private final boolean terminal = Terminal.isStderr();
    private final String what;
    private final long total;
    private long shownAt = System.nanoTime();
    private long rateAt = System.nanoTime();
    private long rateFrom;
    private double rate;
    private int width;

    /** Nothing is shown yet. */
    public ProgressLine(String what, long total) {
        this.what = what;
        this.total = total;
    }

    /** Shows it, if it is time to. */
    public void show(long done, String details) {
        long now = System.nanoTime();
        double seconds = (now - rateAt) / 1e9;
        if (seconds > 0 && (rate == 0 || seconds >= RATE_OVER.toSeconds())) {
            rate = (done - rateFrom) / seconds;
        }
        if (seconds >= RATE_OVER.toSeconds()) {
            rateAt = now;
            rateFrom = done;
        }
        if (terminal) {
            var line = bar(done) + text(done, details);
            System.err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            width = line.length();
        } else if (now - shownAt >= LOG_EVERY.toNanos()) {
            shownAt = now;
            System.err.println(text(done, details));
        }
    }

    /** Leaves the line as it is and begins a new one. */
    public void end() {
        if (terminal && width > 0) {
            System.err.println();
        }
    }

    private String bar(long done) {
        int full = (int) (BAR_CHARS * done / Math.max(total, 1));
        return "[" + "#".repeat(full) + " ".repeat(BAR_CHARS - full) + "] ";
    }

    private String text(long done, String details) {
        var eta = rate > 0 ? span(Duration.ofMillis((long) ((total - done) / rate * 1_000))) : "?";
        return "%s %.1f %% %,d/%,d  %,.0f/s  ETA %s  %s"
                .formatted(what, 100.0 * done / Math.max(total, 1), done, total, rate, eta, details);
    }

    /** A time span as minutes and seconds. */
    public static String span(Duration time) {
        return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
