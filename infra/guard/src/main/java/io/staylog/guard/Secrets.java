package io.staylog.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells a secret from a sample. Never says a secret. */
final class Secrets {
    private static final int CHARACTERS_MIN = 16;
    private static final Set<String> SAMPLES = Set.of(
            "admin", "default", "password", "postgres", "secret", "staylog", "test", "token", "webhook", "whsec");
    // The last two are Stripe's, of keys with which no money moves.
    private static final List<String> SAMPLES_BEGIN = List.of("changeme", "sample", "example", "sktest", "rktest");
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(spring|staylog|server|management)\\..*(password|secret|jaas\\.config|keystore\\.key)");
    private static final Pattern NOT_A_LETTER = Pattern.compile("[^a-z]");

    private Secrets() {}

    /** Whether a setting of that name is a secret, and not where one is. */
    static boolean isSecret(String name, @Nullable String value) {
        // How somebody logs in may be said without a password: by a token from elsewhere, or by Kerberos.
        boolean isLogin = name.endsWith("jaas.config");
        return SECRET.matcher(name).matches()
                && value != null
                && !value.isBlank()
                && (!isLogin || value.contains("assword") || value.contains("ecret"));
    }

    /** Why nobody should rely on a secret; null where somebody may. */
    static @Nullable String weakness(String secret) {
        var letters = NOT_A_LETTER.matcher(secret.toLowerCase(Locale.ROOT)).replaceAll("");
        return switch (secret.strip()) {
            case String s when s.isEmpty() -> "nothing";
            case String _
            when SAMPLES.contains(letters) || SAMPLES_BEGIN.stream().anyMatch(letters::startsWith) ->
                "a sample or test secret";
            case String s when s.length() < CHARACTERS_MIN -> "fewer than " + CHARACTERS_MIN + " characters";
            case String _ -> null;
        };
    }

    /** Why nobody should rely on the secrets in a file, one a line; null where somebody may. */
    static @Nullable String weaknessOfFile(String file) {
        try {
            var lines = Files.readString(Path.of(file))
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.isEmpty()
                    ? "nothing in " + file
                    : lines.stream()
                            .map(Secrets::weakness)
                            .filter(weakness -> weakness != null)
                            .findFirst()
                            .map(weakness -> weakness + " in " + file)
                            .orElse(null);
        } catch (IOException | InvalidPathException e) {
            return file + ", which cannot be read";
        }
    }
}
