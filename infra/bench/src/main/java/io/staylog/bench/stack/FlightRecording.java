package io.staylog.bench.stack;

import io.staylog.bench.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** A flight recording of a JVM of the stack, from the call until {@link #tell} or {@link #close}. */
public final class FlightRecording implements AutoCloseable {
    private static final String NAME = "bench";
    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final int LINES = 15;

    private final long pid;
    private final Path file;
    private boolean isRunning;

    private FlightRecording(long pid, Path file) {
        this.pid = pid;
        this.file = file;
    }

    /** Begins one, whose file will lie in the directory. */
    public static FlightRecording of(long pid, Path directory, String name) {
        var recording = new FlightRecording(pid, directory.toAbsolutePath().resolve(name + ".jfr"));
        Jcmd.run(pid, "JFR.start", "name=" + NAME, "settings=profile");
        recording.isRunning = true;
        return recording;
    }

    /** Ends it, and writes into the report which code was running how often. */
    public void tell(Report report, String title) throws IOException {
        Jcmd.run(pid, "JFR.stop", "name=" + NAME, "filename=" + file);
        isRunning = false;
        var samples = new ArrayList<RecordedEvent>();
        try (var events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                var event = events.readEvent();
                if (event.getEventType().getName().equals(SAMPLE) && event.getStackTrace() != null) {
                    samples.add(event);
                }
            }
        }
        table(report, title + ", by thread", samples, event -> thread(event));
        table(
                report,
                title + ", by method",
                samples,
                event -> name(event.getStackTrace().getFrames().getFirst()));
        table(report, title + ", by our method nearest to it", samples, FlightRecording::ours);
        Files.deleteIfExists(file);
    }

    private static void table(
            Report report, String title, List<RecordedEvent> samples, Function<RecordedEvent, String> of) {
        var counts = new HashMap<String, Integer>();
        samples.forEach(sample -> counts.merge(of.apply(sample), 1, Integer::sum));
        var rows = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(LINES)
                .map(entry -> List.of(
                        entry.getKey(), "%.1f %%".formatted(100.0 * entry.getValue() / Math.max(1, samples.size()))))
                .toList();
        report.table(title + " (" + samples.size() + " samples)", List.of("where", "share"), rows);
    }

    private static String thread(RecordedEvent event) {
        var thread = event.getThread("sampledThread");
        var name = thread == null ? null : thread.getJavaName();
        return name == null || name.isEmpty() ? "(virtual threads)" : name.replaceAll("[0-9]+", "N");
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    /** The nearest frame that is ours, or for the broker Kafka's own. */
    private static String ours(RecordedEvent event) {
        return event.getStackTrace().getFrames().stream()
                .map(FlightRecording::name)
                .filter(name -> name.startsWith("io.staylog.") || name.startsWith("kafka."))
                .findFirst()
                .orElse("(none)");
    }

    @Override
    public void close() {
        if (isRunning) {
            Jcmd.run(pid, "JFR.stop", "name=" + NAME);
        }
    }
}
