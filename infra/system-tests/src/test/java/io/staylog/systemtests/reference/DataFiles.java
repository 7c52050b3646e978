package io.staylog.systemtests.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The files of the public data set, which is not part of the project. */
public final class DataFiles {
    private DataFiles() {}

    /** A file of ../shared/data beside the project, or of the directory STAYLOG_DATASET; without it the test is skipped. */
    public static Path file(String name) {
        var named = System.getenv("STAYLOG_DATASET");
        var directory = named == null ? projectRoot().resolve("../shared/data") : Path.of(named);
        var file = directory.resolve(name).toAbsolutePath().normalize();
        assumeThat(Files.exists(file))
                .as(
                        "needs the public data set: put %s into ../shared/data beside the project, or say where it is with "
                                + "STAYLOG_DATASET",
                        file)
                .isTrue();
        return file;
    }

    /** The directory that holds the Maven wrapper. */
    public static Path projectRoot() {
        var directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = directory.getParent();
            assertThat(directory).as("a directory above this one holds mvnw").isNotNull();
        }
        return directory;
    }

    /** All lines of a file but the first, each cut at its commas; no field of these files is quoted. */
    static List<String[]> lines(Path file) {
        return text(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
    }

    /** All lines of a file, compressed or not. */
    public static List<String> text(Path file) {
        try (var in = Files.newInputStream(file);
                var text = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
                var reader = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
