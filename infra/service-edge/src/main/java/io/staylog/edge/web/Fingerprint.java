package io.staylog.edge.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a repeat from another request under the same idempotency key.
 *
 * <p>It is taken of what the caller said and of nothing that this program adds, so a new schema or a new optional field makes
 * no repeat look like something else: names in order, nothing that is absent, no spaces.
 */
public final class Fingerprint {
    private static final int BYTES = 8;
    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Fingerprint() {}

    /**
     * Of a whole request.
     *
     * @param condition what it depends on, as in If-Match
     */
    public static String of(String method, String path, @Nullable String condition, @Nullable Object body) {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            hash.update(
                    (method + " " + path + "\n" + (condition == null ? "" : condition.strip()) + "\n").getBytes(UTF_8));
            if (body != null) {
                hash.update(CANONICAL.writeValueAsBytes(body));
            }
            return HexFormat.of().formatHex(hash.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
