package io.staylog.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks into flight recordings with the JDK's own tool. */
public final class FlightRecording {
    private static final List<String> VIEWS = List.of("hot-methods", "allocation-by-class", "allocation-by-site");

    private FlightRecording() {}

    /**
     * Writes what a recording shows into text files beside it.
     *
     * @return their names, as links
     */
    public static String summarize(Path recording) throws IOException, InterruptedException {
        var jfr = Path.of(System.getProperty("java.home"), "bin", "jfr").toString();
        var base = recording.getFileName().toString().replaceFirst("\\.jfr$", "");
        var links = new ArrayList<String>();
        for (var view : VIEWS) {
            var file = recording.resolveSibling(base + "-" + view + ".txt");
            var process = new ProcessBuilder(
                            jfr, "view", "--width", "160", "--cell-height", "1", view, recording.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(file.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException("jfr view " + view + " failed: " + Files.readString(file));
            }
            links.add("[" + view + "](" + file.getFileName() + ")");
        }
        return String.join(", ", links);
    }
}
