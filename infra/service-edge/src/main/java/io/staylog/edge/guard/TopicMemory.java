package io.staylog.edge.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * Remembers in the service's own directory which topics it has worked on, by their ids: one that was deleted and created again
 * has the old name and none of the history.
 */
public final class TopicMemory {
    private static final String FILE = "topics.properties";

    private final Path dataDir;
    private final Path file;

    /** In that directory, which need not exist yet. */
    public TopicMemory(Path dataDir) {
        this.dataDir = dataDir;
        this.file = dataDir.resolve(FILE);
    }

    /** The ids by name; empty where nothing is remembered. */
    Map<String, Uuid> recall() {
        var ids = new TreeMap<String, Uuid>();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                var known = new Properties();
                known.load(reader);
                known.stringPropertyNames()
                        .forEach(name -> ids.put(name, Uuid.fromString(known.getProperty(name, ""))));
            } catch (IOException | IllegalArgumentException e) {
                throw new IllegalStateException(file + " cannot be read; delete it: " + e.getMessage(), e);
            }
        }
        return ids;
    }

    /** From now on these. */
    void keep(Map<String, Uuid> ids) {
        var before = recall();
        var known = new TreeMap<>(before);
        known.putAll(ids);
        if (known.equals(before)) {
            return;
        }
        var text = new StringBuilder("# The topics that this service has worked on, by their ids.\n");
        known.forEach((name, id) -> text.append(name).append('=').append(id).append('\n'));
        try {
            Files.createDirectories(dataDir);
            var draft = dataDir.resolve(FILE + ".draft");
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
