package io.staylog.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts a run into a directory: a page, the same for programs, and its plots. */
final class ReportFiles {
    private ReportFiles() {}

    static void write(Path directory, Run run) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("report.md"), MarkdownText.of(run));
        Files.writeString(directory.resolve("report.json"), JsonText.of(run));
        for (var section : run.sections()) {
            for (var entry : section.report().entries()) {
                if (entry instanceof Report.Plot plot) {
                    Files.writeString(directory.resolve(Run.plotFile(section, plot)), SvgPlot.of(plot));
                }
            }
        }
    }
}
