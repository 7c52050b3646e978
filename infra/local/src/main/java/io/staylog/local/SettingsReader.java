package io.staylog.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a person's settings: the file staylog.properties in the data directory, and environment variables, which win.
 *
 * <p>The variable of {@code kafka.controller-port} is {@code STAYLOG_KAFKA_CONTROLLER_PORT}. A name that means nothing is
 * refused, because a mistyped setting would be one that is silently not obeyed.
 */
final class SettingsReader {
    private static final String PARTS = "parts";
    private static final String PARTITIONS = "partitions";
    private static final String PREPARE = "prepare";
    private static final String JVM = "jvm.";
    private static final int PORT_MAX = 65_535;

    private final Map<String, String> environment;
    private final Properties file = new Properties();
    private final Path path;

    private SettingsReader(Map<String, String> environment, Path path) {
        this.environment = environment;
        this.path = path;
    }

    /** The settings of this user. */
    static LocalSettings read(Map<String, String> environment) {
        var home = environment.get("STAYLOG_HOME");
        var dataDir =
                home != null && !home.isBlank() ? Path.of(home) : Path.of(System.getProperty("user.home"), ".staylog");
        return read(environment, LocalSettings.usual(dataDir.toAbsolutePath(), ProjectDir.find(environment)));
    }

    static LocalSettings read(Map<String, String> environment, LocalSettings usual) {
        var reader = new SettingsReader(environment, new DataDir(usual.dataDir()).settings());
        reader.load();
        return new LocalSettings(
                usual.dataDir(),
                usual.installation(),
                usual.projectDir(),
                reader.ports(usual.ports()),
                reader.parts(usual.parts()),
                reader.jvmOptions(),
                reader.number(PARTITIONS, usual.partitions(), 1, 1_000),
                Boolean.parseBoolean(reader.value(PREPARE, Boolean.toString(usual.prepares()))));
    }

    private void load() {
        if (!Files.exists(path)) {
            return;
        }
        try (var text = Files.newBufferedReader(path)) {
            file.load(text);
        } catch (IOException | IllegalArgumentException e) {
            throw new LocalException("The settings " + path + " cannot be read: " + e.getMessage(), e);
        }
        var unknown = new TreeSet<>(file.stringPropertyNames());
        unknown.removeAll(names());
        if (!unknown.isEmpty()) {
            throw new LocalException(
                    "In " + path + " the name " + unknown.first() + " means nothing; the names are " + names() + ".");
        }
    }

    static Set<String> names() {
        var names = new TreeSet<>(Set.of(PARTS, PARTITIONS, PREPARE));
        Stream.of(Port.values()).map(Port::key).forEach(names::add);
        Stream.of(Part.values())
                .filter(part -> part != Part.POSTGRES)
                .map(part -> JVM + part.id())
                .forEach(names::add);
        return names;
    }

    private Ports ports(Ports usual) {
        var numbers = new EnumMap<Port, Integer>(Port.class);
        for (var port : Port.values()) {
            numbers.put(port, number(port.key(), usual.of(port), 1, PORT_MAX));
        }
        var twice = numbers.values().stream()
                .collect(Collectors.groupingBy(number -> number, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(count -> count.getValue() > 1)
                .findFirst();
        if (twice.isPresent()) {
            throw new LocalException("The settings give port " + twice.get().getKey() + " to more than one part; see "
                    + path + " and the STAYLOG_ variables.");
        }
        return new Ports(numbers);
    }

    private Set<Part> parts(Set<Part> usual) {
        var value = value(PARTS, "");
        if (value.isBlank()) {
            return usual;
        }
        var parts = EnumSet.noneOf(Part.class);
        for (var id : List.of(value.split(",", -1))) {
            parts.add(Part.named(id.strip()));
        }
        return parts;
    }

    private Map<Part, List<String>> jvmOptions() {
        var options = new EnumMap<Part, List<String>>(Part.class);
        for (var part : Part.values()) {
            var value = value(JVM + part.id(), "").strip();
            if (!value.isEmpty()) {
                options.put(part, List.of(value.split("\\s+")));
            }
        }
        return options;
    }

    private int number(String name, int usual, int min, int max) {
        var value = value(name, Integer.toString(usual)).strip();
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, with the same words.
        }
        throw new LocalException("The setting " + name + " must be a number from " + min + " to " + max + ", but is \""
                + value + "\" (" + path + " or " + variable(name) + ").");
    }

    private String value(String name, String usual) {
        var variable = environment.get(variable(name));
        return variable != null ? variable : file.getProperty(name, usual);
    }

    private static String variable(String name) {
        return "STAYLOG_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
