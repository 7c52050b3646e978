package io.staylog.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program that does one thing and ends. */
record Tool(List<String> command, Path directory, Path log) {

    /** Throws the sentence, with the log's place, when the program does not succeed. */
    void run(String input, String sentenceOnFailure) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try (var writer = process.outputWriter()) {
            writer.write(input);
        } catch (IOException e) {
            // It ended without reading; its exit code tells more.
        }
        try {
            if (process.waitFor() != 0) {
                throw new LocalException(sentenceOnFailure + "; the end of " + log + " says why.");
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
