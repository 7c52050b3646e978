package io.staylog.cli.schemas;

import io.staylog.cli.client.HttpApi;
import io.staylog.cli.terminal.Failure;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When and by whom a version was registered. Confluent's interface does not tell; Apicurio does through its own interface
 * beside it. Where neither can be asked, nothing is known, which is no error.
 */
final class Origins {
    private static final Pattern APICURIO = Pattern.compile("(.*/apis)/ccompat/v[0-9]+");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Of a version whose registry does not tell. */
    static final Origin UNKNOWN = new Origin(null, null);

    private final Optional<URI> apicurio;

    /** Does not connect yet. */
    Origins(URI registry) {
        var matcher = APICURIO.matcher(registry.toString());
        apicurio = matcher.matches() ? Optional.of(URI.create(matcher.group(1) + "/registry/v3")) : Optional.empty();
    }

    /**
     * Where a version comes from.
     *
     * @param at when, as the registry writes it; null where it does not tell
     * @param by who; null where it does not tell
     */
    record Origin(@Nullable String at, @Nullable String by) {
        /** What is known, to follow a number. */
        String words() {
            return (at == null ? "" : ", " + at) + (by == null ? "" : ", by " + by);
        }
    }

    /** The origin of each version of a subject, as far as it is known. */
    Map<Integer, Origin> of(String subject) {
        return apicurio.map(base -> ask(base, subject)).orElse(Map.of());
    }

    private static Map<Integer, Origin> ask(URI base, String subject) {
        var origins = new HashMap<Integer, Origin>();
        try (var api = new HttpApi(null, PATIENCE)) {
            var path = "/groups/default/artifacts/" + HttpApi.piece(subject) + "/versions";
            for (var version : api.tree(base, path, Map.of("limit", "500")).path("versions")) {
                var number = version.path("version").asString("");
                if (number.matches("[0-9]{1,9}")) {
                    origins.put(
                            Integer.parseInt(number),
                            new Origin(
                                    text(version.path("createdOn").asString("")),
                                    text(version.path("owner").asString(""))));
                }
            }
        } catch (Failure e) {
            // The schemas themselves were read; without dates the history is still one.
            return Map.of();
        }
        return origins;
    }

    private static @Nullable String text(String text) {
        return text.isEmpty() ? null : text;
    }
}
