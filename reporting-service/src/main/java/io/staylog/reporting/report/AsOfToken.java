package io.staylog.reporting.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an answer stands on, as one short text: how many records of the log are in it, so that later tokens of one log are
 * never smaller, and a digest of all offsets, so that equal tokens mean equal rows.
 *
 * @param records offsets of all partitions together
 * @param digest of topics, partitions and offsets
 */
public record AsOfToken(long records, String digest) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-([0-9a-f]{16})");
    private static final int DIGEST_BYTES = 8;

    /** The token of an answer's offsets. */
    public static AsOfToken of(Map<String, Map<Integer, Long>> asOf) {
        long records = asOf.values().stream()
                .flatMap(partitions -> partitions.values().stream())
                .mapToLong(Long::longValue)
                .sum();
        return new AsOfToken(records, digest(asOf.toString()));
    }

    /** Reads a token; empty if it cannot be one of ours. */
    public static Optional<AsOfToken> parse(String text) {
        var found = FORM.matcher(text);
        return found.matches()
                ? Optional.of(new AsOfToken(Long.parseLong(found.group(1)), found.group(2)))
                : Optional.empty();
    }

    private static String digest(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return records + "-" + digest;
    }
}
