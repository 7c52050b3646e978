package io.staylog.schemas.released;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.schemas.RandomRecords;
import io.staylog.schemas.evolution.GoldenSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;

/**
 * The folder {@code released}: one folder per release, in it the schemas that were new or changed with it and records as that
 * release wrote them. What is in it is in somebody's log, so nothing is ever changed or removed.
 */
final class Released {
    /** File of checksums, so that a change or removal cannot go unnoticed. */
    private static final String CHECKSUMS = "checksums.txt";

    private static final int SAMPLES = 5;

    private final Path folder;
    private final GoldenSamples samples;

    Released(Path folder) {
        this.folder = folder;
        this.samples = new GoldenSamples(folder);
    }

    /** All versions of each record, oldest first, with the number of the release that brought it. */
    Map<String, TreeMap<Integer, Schema>> versions() {
        var versions = new TreeMap<String, TreeMap<Integer, Schema>>();
        for (int number = 1; number <= newest(); number++) {
            int release = number;
            samples.schemas(number)
                    .forEach((name, schema) ->
                            versions.computeIfAbsent(name, n -> new TreeMap<>()).put(release, schema));
        }
        return versions;
    }

    /** Number of the newest release; 0 where there is none. */
    int newest() {
        return samples.newest();
    }

    /** Records as a release wrote them. */
    List<GoldenSamples.Sample> samples(int release, Schema writer) {
        return samples.samples(release, writer);
    }

    /** Adds a release with these schemas, and returns its number. */
    int add(Map<String, Schema> schemas) {
        int number = newest() + 1;
        try {
            Files.createDirectories(folder.resolve(Integer.toString(number)));
            for (var schema : schemas.entrySet()) {
                Files.writeString(
                        file(number, schema.getKey() + ".avsc"),
                        SchemaFormatter.format("json/pretty", schema.getValue()) + "\n");
                Files.write(file(number, schema.getKey() + ".golden"), golden(schema.getValue()));
            }
            Files.writeString(folder.resolve(CHECKSUMS), String.join("\n", checksums()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return number;
    }

    private static byte[] golden(Schema schema) {
        var records = new RandomRecords(schema.getFullName().hashCode());
        var all = ByteBuffer.allocate(1 << 20);
        for (int i = 0; i < SAMPLES; i++) {
            var record = RandomRecords.encoded(records.next(schema));
            all.putInt(record.length).put(record);
        }
        return java.util.Arrays.copyOf(all.array(), all.position());
    }

    /** What was done to the folder other than adding a release. */
    List<String> tampering() {
        var expected = Files.exists(folder.resolve(CHECKSUMS))
                ? List.of(text(folder.resolve(CHECKSUMS)).split("\n"))
                : List.<String>of();
        var actual = checksums();
        var faults = new ArrayList<String>();
        expected.stream()
                .filter(line -> !actual.contains(line))
                .forEach(line -> faults.add("changed or removed: " + line));
        actual.stream()
                .filter(line -> !expected.contains(line))
                .forEach(line -> faults.add("not of any release: " + line));
        return faults;
    }

    private List<String> checksums() {
        var lines = new ArrayList<String>();
        for (int number = 1; number <= newest(); number++) {
            for (var file : files(folder.resolve(Integer.toString(number)))) {
                lines.add(sha256(bytes(file)) + "  " + number + "/" + file.getFileName());
            }
        }
        return lines;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file(int release, String name) {
        return folder.resolve(Integer.toString(release)).resolve(name);
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        return new String(bytes(file), UTF_8);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
