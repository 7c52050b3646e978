package io.staylog.cli.client;

import io.staylog.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where everything is: an option beats the files in the home directory. */
public final class ConnectionOptions {
    @Option(
            names = "--home",
            paramLabel = "<dir>",
            description =
                    "Directory of client.properties, staylog.properties and token. Default: STAYLOG_HOME, else ~/.staylog.")
    private @Nullable Path home;

    @Option(names = "--bootstrap-servers", paramLabel = "<host:port>", description = "Kafka. Default: 127.0.0.1:9092.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--registry",
            paramLabel = "<url>",
            description = "Schema registry. Default: http://127.0.0.1:8081/apis/ccompat/v7.")
    private @Nullable String registry;

    @Option(
            names = "--booking-url",
            paramLabel = "<url>",
            description = "booking-service. Default: http://127.0.0.1:8080.")
    private @Nullable String booking;

    @Option(
            names = "--payment-url",
            paramLabel = "<url>",
            description = "payment-service. Default: http://127.0.0.1:8082.")
    private @Nullable String payment;

    @Option(
            names = "--reporting-url",
            paramLabel = "<url>",
            description = "reporting-service. Default: http://127.0.0.1:8084.")
    private @Nullable String reporting;

    @Option(names = "--bank-url", paramLabel = "<url>", description = "Bank simulator. Default: http://127.0.0.1:8600.")
    private @Nullable String bank;

    /**
     * Everything put together.
     *
     * @throws Failure if an address or a file is not usable
     */
    public Settings settings() {
        var home = readable(home());
        var addresses = new Addresses(System.getenv(), home);
        return new Settings(
                home,
                addresses.kafka(bootstrapServers),
                addresses.http(registry, "registry", "8081", "/apis/ccompat/v7"),
                addresses.http(booking, "booking", "8080", ""),
                addresses.http(payment, "payment", "8082", ""),
                addresses.http(reporting, "reporting", "8084", ""),
                addresses.http(bank, "bank", "8600", ""),
                token(home.resolve("token")),
                addresses.kafkaProperties());
    }

    /** Without --home there need not be any: then all settings are the usual ones. */
    private Path readable(Path directory) {
        boolean isMissing = !Files.exists(directory);
        if (isMissing && home == null) {
            return directory;
        }
        if (isMissing) {
            throw Failure.usage("--home: there is no directory " + directory);
        }
        if (!Files.isDirectory(directory) || !Files.isReadable(directory) || !Files.isExecutable(directory)) {
            throw Failure.usage(
                    "the home " + directory + " is not a directory that you may read; choose one with --home");
        }
        return directory;
    }

    /** The directory itself, whether or not it exists yet. */
    public Path home() {
        if (home != null) {
            return home;
        }
        var fromEnvironment = System.getenv("STAYLOG_HOME");
        return fromEnvironment == null || fromEnvironment.isBlank()
                ? Path.of(System.getProperty("user.home"), ".staylog")
                : Path.of(fromEnvironment);
    }

    private static @Nullable String token(Path path) {
        try {
            return Files.exists(path) ? Files.readString(path).strip() : null;
        } catch (IOException e) {
            throw Failure.usage("cannot read the token in " + path + ": " + e.getMessage());
        }
    }
}
