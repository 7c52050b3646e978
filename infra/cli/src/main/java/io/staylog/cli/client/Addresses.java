package io.staylog.cli.client;

import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Suggestions;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds addresses: an option beats client.properties (addresses of a Staylog elsewhere), which beats the ports of the local
 * stack, in the environment or in its staylog.properties.
 */
final class Addresses {
    private static final String KAFKA_PREFIX = "kafka.";
    // With a dot at the end, all that begin so.
    private static final Set<String> CLIENT_KEYS = new TreeSet<>(Set.of(
            "bootstrap.servers",
            "registry.url",
            "booking.url",
            "payment.url",
            "reporting.url",
            "bank.url",
            KAFKA_PREFIX));
    // As the local stack reads them.
    private static final Set<String> LOCAL_KEYS = new TreeSet<>(Set.of(
            "kafka.port",
            "kafka.controller-port",
            "registry.port",
            "registry.management-port",
            "postgres.port",
            "bank.port",
            "booking.port",
            "payment.port",
            "reporting.port",
            "parts",
            "partitions",
            "prepare",
            "jvm."));

    private final Map<String, String> environment;
    private final Properties client;
    private final Properties local;

    Addresses(Map<String, String> environment, Path home) {
        this.environment = environment;
        this.client = properties(home.resolve("client.properties"), CLIENT_KEYS);
        this.local = properties(home.resolve("staylog.properties"), LOCAL_KEYS);
    }

    /** Where Kafka is. */
    String kafka(@Nullable String option) {
        if (option != null) {
            return option;
        }
        return client.getProperty("bootstrap.servers", "127.0.0.1:" + port("kafka.port", "9092"))
                .strip();
    }

    /** Where something with an HTTP interface is. */
    URI http(@Nullable String option, String part, String usualPort, String path) {
        var key = part + ".url";
        var text = option == null ? client.getProperty(key) : option;
        return text == null ? uri(key, "http://127.0.0.1:" + port(part + ".port", usualPort) + path) : uri(key, text);
    }

    private String port(String key, String usual) {
        var variable = "STAYLOG_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
        var port = environment
                .getOrDefault(variable, local.getProperty(key, usual))
                .strip();
        if (!port.matches("[0-9]{1,5}")) {
            throw Failure.usage("the setting " + key + " must be a port number, but is '" + port + "'");
        }
        return port;
    }

    /** Further properties for Kafka clients. */
    Map<String, String> kafkaProperties() {
        var kafka = new TreeMap<String, String>();
        client.stringPropertyNames().stream()
                .filter(name -> name.startsWith(KAFKA_PREFIX))
                .forEach(name -> kafka.put(name.substring(KAFKA_PREFIX.length()), client.getProperty(name)));
        return kafka;
    }

    private static URI uri(String key, String text) {
        try {
            var uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw Failure.usage(key + " is no address: " + e.getMessage());
        }
        throw Failure.usage(key + " is '" + text + "', but must be an address such as http://127.0.0.1:8080");
    }

    /** A mistyped key would be one that is silently not obeyed. */
    private static void checkKeys(Path path, Properties properties, Set<String> known) {
        for (var key : new TreeSet<>(properties.stringPropertyNames())) {
            boolean isKnown =
                    known.stream().anyMatch(name -> name.endsWith(".") ? key.startsWith(name) : key.equals(name));
            if (!isKnown) {
                throw Failure.usage(
                        "in " + path + " the key " + key + " means nothing; " + Suggestions.nearest(key, known));
            }
        }
    }

    private static Properties properties(Path path, Set<String> known) {
        var properties = new Properties();
        if (Files.exists(path)) {
            try (var reader = Files.newBufferedReader(path)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw Failure.usage("cannot read " + path + ": " + e.getMessage());
            }
        }
        checkKeys(path, properties, known);
        return properties;
    }
}
