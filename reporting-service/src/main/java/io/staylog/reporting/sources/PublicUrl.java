package io.staylog.reporting.sources;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Supplier;
import org.springframework.core.env.Environment;

/**
 * The address under which people reach the dashboard, for links in documents: as it is set, else this service's own, as far as
 * it knows it.
 */
final class PublicUrl implements Supplier<String> {
    private final Environment environment;
    private final String given;

    /**
     * Keeps it without a slash at the end.
     *
     * @param given what was set; empty where nothing was
     */
    PublicUrl(Environment environment, String given) {
        this.environment = environment;
        this.given = given.isBlank() ? "" : checked(given.strip());
    }

    @Override
    public String get() {
        if (!given.isEmpty()) {
            return given;
        }
        // The port that was opened, where it was left to the machine.
        var port = environment.getProperty("local.server.port", environment.getProperty("server.port", "8084"));
        return "http://" + environment.getProperty("server.address", "127.0.0.1") + ":" + port;
    }

    private static String checked(String url) {
        try {
            var uri = new URI(url);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return url.replaceAll("/+$", "");
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "staylog.reporting.public-url must be an address such as https://reports.example, not " + url);
    }
}
