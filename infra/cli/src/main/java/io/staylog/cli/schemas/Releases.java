package io.staylog.cli.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.cli.terminal.Json;
import io.staylog.schemas.EventCatalogue;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** With which release of Staylog a schema was shipped first, as far as this version of it knows. */
final class Releases {
    private final Map<String, String> titles = new HashMap<>();

    /** Reads the catalogue that this program carries. */
    Releases() {
        var document = Json.parse(new String(EventCatalogue.asyncApi(), UTF_8), "the event catalogue");
        for (var message : document.at("/components/messages")) {
            for (var version : message.path("x-staylog-versions")) {
                titles.put(
                        version.path("schemaSha256").asString(),
                        version.path("title").asString());
            }
        }
    }

    /** For example {@code release 1}; empty for a schema that no release has. */
    Optional<String> of(Schema schema) {
        return Optional.ofNullable(titles.get(sha256(schema.toString())));
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return String.format("%064x", new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
