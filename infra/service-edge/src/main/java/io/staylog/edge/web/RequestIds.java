package io.staylog.edge.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.schemas.CardNumbers;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes ids from idempotency keys, so that a repeat is the same request on every instance and after every restart.
 *
 * <p>Keys are scoped by method and path: a key that a client uses twice for different things means two things.
 */
public final class RequestIds {
    private static final int KEY_CHARS_MAX = 128;

    private RequestIds() {}

    /** The request's id, where a key must be given. */
    public static UUID required(String method, String path, @Nullable String key) {
        if (key == null || key.isBlank()) {
            throw new RefusedException(
                    Kind.IDEMPOTENCY_KEY_MISSING,
                    "Idempotency-Key",
                    "this request needs an Idempotency-Key header; repeat the request with the same key to be safe");
        }
        return derived(method, path, key);
    }

    /** The request's id; a new one where no key is given. */
    public static UUID optional(String method, String path, @Nullable String key) {
        return key == null ? UUID.randomUUID() : derived(method, path, key);
    }

    private static UUID derived(String method, String path, String key) {
        if (key.isBlank() || key.length() > KEY_CHARS_MAX || !key.chars().allMatch(RequestIds::isVisible)) {
            throw new RefusedException(
                    Kind.IDEMPOTENCY_KEY_INVALID,
                    "Idempotency-Key",
                    "an Idempotency-Key is 1 to " + KEY_CHARS_MAX + " visible ASCII characters");
        }
        if (CardNumbers.isIn(key)) {
            throw new RefusedException(
                    Kind.SENSITIVE_CARD_DATA, "Idempotency-Key", "this looks like a card number; use another key");
        }
        return UUID.nameUUIDFromBytes((method + " " + path + "\n" + key).getBytes(UTF_8));
    }

    private static boolean isVisible(int character) {
        return character >= ' ' && character <= '~';
    }

    /** An id of something that a request brings into being. */
    public static UUID of(UUID requestId, String what) {
        return UUID.nameUUIDFromBytes((requestId + "/" + what).getBytes(UTF_8));
    }
}
