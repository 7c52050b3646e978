package io.staylog.cli.query;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.client.HttpApi;
import io.staylog.cli.client.Settings;
import io.staylog.cli.terminal.DurationConverter;
import io.staylog.cli.terminal.Output;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that reads over HTTP, and what they do. */
public final class HttpOptions {
    @Option(
            names = "--timeout",
            paramLabel = "<time>",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long to wait for the answer. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofSeconds(10);

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private Output output = new Output();

    /** Where everything is. */
    public Settings settings() {
        return connection.settings();
    }

    /** Gets a document and prints it: verbatim with {@code --json}, else as a table. */
    public int print(URI base, String path, Map<String, String> query) {
        try (var api = api()) {
            output.printBody(api.json(base, path, query));
            return 0;
        }
    }

    /** For whom the answer is. */
    public Output output() {
        return output;
    }

    /** A client with the token and patience of the options. */
    public HttpApi api() {
        return new HttpApi(settings().token(), timeout);
    }

    /** A client with the patience of the options, for those whom the token is no business of. */
    public HttpApi apiWithoutToken() {
        return new HttpApi(null, timeout);
    }
}
