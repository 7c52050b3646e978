package io.staylog.payment.bank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets that a bank signs its notifications with, one per line of a file; all of them count, so that they can be changed
 * while both are in use. The file is read again when it changes.
 */
public final class NotificationSecrets {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationSecrets.class);

    private record Content(FileTime changedAt, long bytes, List<String> secrets) {}

    private final @Nullable Path file;
    private volatile Content content;

    /**
     * Reads the file.
     *
     * @param property where it is set, for the message
     * @param file null where there is none, and every notification is refused
     * @throws IllegalArgumentException if it cannot be read or has no secret
     */
    public NotificationSecrets(String property, @Nullable Path file) {
        this.file = file;
        this.content = new Content(FileTime.fromMillis(0), 0, List.of());
        if (file == null) {
            return;
        }
        try {
            content = read(file);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException(
                    property + " must name a file that can be read, but " + file + " cannot: " + e, e);
        }
        if (content.secrets().isEmpty()) {
            throw new IllegalArgumentException(
                    property + " must name a file with a secret per line, but " + file + " has none");
        }
    }

    /** All that count now. While the file cannot be read or is empty, those before it still do. */
    public List<String> all() {
        if (file != null && hasChanged(file)) {
            try {
                var now = read(file);
                content = now.secrets().isEmpty() ? content : now;
            } catch (IOException | UncheckedIOException e) {
                LOG.warn(
                        "The secrets in {} cannot be read again; those from before still count: {}",
                        file,
                        e.toString());
            }
        }
        return content.secrets();
    }

    private boolean hasChanged(Path path) {
        try {
            return !Files.getLastModifiedTime(path).equals(content.changedAt()) || Files.size(path) != content.bytes();
        } catch (IOException e) {
            return false;
        }
    }

    private static Content read(Path path) throws IOException {
        var changedAt = Files.getLastModifiedTime(path);
        long bytes = Files.size(path);
        try (var lines = Files.lines(path)) {
            return new Content(
                    changedAt,
                    bytes,
                    lines.map(String::strip)
                            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                            .toList());
        }
    }

    /** How many there are, and none of them. */
    @Override
    public String toString() {
        return "NotificationSecrets[" + content.secrets().size() + "]";
    }
}
