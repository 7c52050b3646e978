package io.staylog.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settings in a file of properties, or of an environment ({@code STAYLOG_TOKENFILE=…}), and in the directory of secrets that it
 * names. As for the service itself, a name may be written with or without dashes and capitals.
 */
public final class FileSettings implements ServiceSettings {
    private static final String IMPORT = "spring.config.import";
    private static final String TREE = "configtree:";

    private record Setting(String name, String value, boolean isInTheOpen) {}

    private final Map<String, Setting> settings = new TreeMap<>();

    private FileSettings(Properties properties) {
        for (var name : properties.stringPropertyNames()) {
            var dotted =
                    name.matches("[A-Z0-9_]+") ? name.toLowerCase(Locale.ROOT).replace('_', '.') : name;
            settings.put(
                    uniform(dotted),
                    new Setting(dotted, properties.getProperty(name, "").strip(), true));
        }
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is not of that form
     */
    public static FileSettings read(Path file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        var settings = new FileSettings(properties);
        settings.readSecrets();
        return settings;
    }

    /** As the service does: a file in such a directory that is named like a setting is its value. */
    private void readSecrets() throws IOException {
        var imports = value(IMPORT);
        for (var place : (imports == null ? "" : imports).split("\\s*[,;]\\s*", -1)) {
            int at = place.indexOf(TREE);
            var directory = Path.of(at < 0 ? "" : place.substring(at + TREE.length()));
            if (at >= 0 && Files.isDirectory(directory)) {
                readSecrets(directory);
            }
        }
    }

    private void readSecrets(Path directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory, Files::isRegularFile)) {
            for (var file : files) {
                var name = String.valueOf(file.getFileName());
                settings.putIfAbsent(
                        uniform(name), new Setting(name, Files.readString(file).strip(), false));
            }
        }
    }

    private static String uniform(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "");
    }

    @Override
    public @Nullable String value(String name) {
        var setting = settings.get(uniform(name));
        return setting == null ? null : setting.value();
    }

    @Override
    public Map<String, String> below(String prefix) {
        var found = new TreeMap<String, String>();
        var start = uniform(prefix) + ".";
        int parts = prefix.split("\\.", -1).length;
        settings.forEach((name, setting) -> {
            if (name.startsWith(start)) {
                found.put(setting.name().split("\\.", parts + 1)[parts], setting.value());
            }
        });
        return found;
    }

    @Override
    public Set<String> namesInTheOpen() {
        return settings.values().stream()
                .filter(Setting::isInTheOpen)
                .map(Setting::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
