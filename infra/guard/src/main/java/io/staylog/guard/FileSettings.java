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
 * Settings in a file of properties, or of an environment ({@code STAYLOG_TOKENFILE=…}). As for the service itself, a name may be
 * written with or without dashes and capitals.
 */
public final class FileSettings implements ServiceSettings {
    private record Setting(String name, String value) {}

    private final Map<String, Setting> settings = new TreeMap<>();

    private FileSettings(Properties properties) {
        for (var name : properties.stringPropertyNames()) {
            var dotted = name.matches("[A-Z0-9_]+") ? name.toLowerCase(Locale.ROOT).replace('_', '.') : name;
            settings.put(uniform(dotted), new Setting(dotted, properties.getProperty(name).strip()));
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
        return new FileSettings(properties);
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
        return settings.values().stream().map(Setting::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
