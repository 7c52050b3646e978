package io.staylog.bench.decisions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a broker has written, by topic. */
final class LogBytes {
    private static final String SEGMENT = ".log";

    private LogBytes() {}

    /** Bytes of all record files of all topics in a broker's data directory; a topic that is being deleted has none. */
    static Map<String, Long> byTopic(Path data) throws IOException {
        var bytes = new TreeMap<String, Long>();
        for (var directory : list(data)) {
            var name = directory.getFileName().toString();
            int dash = name.lastIndexOf('-');
            if (dash > 0 && !name.endsWith("-delete") && Files.isDirectory(directory)) {
                for (var file : list(directory)) {
                    bytes.merge(name.substring(0, dash), file.toString().endsWith(SEGMENT) ? size(file) : 0, Long::sum);
                }
            }
        }
        return bytes;
    }

    /** Nothing, where it was deleted between finding and asking. */
    private static List<Path> list(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
