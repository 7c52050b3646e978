package io.staylog.cli.dataset;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the public data set, which is not part of the project. */
final class DatasetFiles {
    private DatasetFiles() {}

    /** A file of ../shared/data; the test is skipped where it is not there. */
    static Path file(String name) {
        var directory = System.getenv().getOrDefault("STAYLOG_DATASET", "../../../shared/data");
        var file = Path.of(directory).resolve(name).toAbsolutePath().normalize();
        assumeThat(Files.exists(file))
                .as(
                        "needs the public data set: put %s into ../shared/data beside the project, or say where with "
                                + "STAYLOG_DATASET",
                        file)
                .isTrue();
        return file;
    }
}
