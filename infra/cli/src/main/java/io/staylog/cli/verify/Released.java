package io.staylog.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.checker.source.ReleasedReaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/** The schemas of all releases, as the program carries them with it. */
final class Released {
    private static final String DIRECTORY = "/released/";
    /** A checksum, the release and the record type. */
    private static final Pattern LINE = Pattern.compile("[0-9a-f]{64} +([0-9]+)/(.+\\.avsc)");

    private Released() {}

    static ReleasedReaders readers() {
        var readers = new ReleasedReaders();
        for (var line : text("checksums.txt").lines().toList()) {
            var schema = LINE.matcher(line);
            if (schema.matches()) {
                var path = schema.group(1) + "/" + schema.group(2);
                readers.add(Integer.parseInt(schema.group(1)), new Schema.Parser().parse(text(path)));
            }
        }
        return readers;
    }

    private static String text(String name) {
        try (InputStream in = Released.class.getResourceAsStream(DIRECTORY + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
