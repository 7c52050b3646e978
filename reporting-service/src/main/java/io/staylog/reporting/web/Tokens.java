package io.staylog.reporting.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.util.WebUtils;

/**
 * Knows the token. Its file is read each time, so a new token needs no restart; without a file nobody has it. A browser that
 * has shown it keeps a pass in its place, which is good for looking only, and as long as the token is the same.
 */
public final class Tokens {
    /** The cookie that a pass is kept in. */
    public static final String COOKIE = "staylog-pass";

    static final String SCHEME = "Bearer ";

    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
    private static final String MAC = "HmacSHA256";
    private static final byte[] PURPOSE = "staylog dashboard pass".getBytes(StandardCharsets.UTF_8);

    @Nullable
    private final Path file;

    Tokens(@Nullable Path file) {
        this.file = file;
    }

    /** Whether that is the token. */
    public boolean isToken(String given) {
        return token().filter(token -> same(token, given.strip())).isPresent();
    }

    /** Whether that is a pass of the token. */
    public boolean isPass(String given) {
        return pass().filter(pass -> same(pass, given)).isPresent();
    }

    /** Whether who asks has shown the token, now or before. Only they are told who a guest is. */
    public boolean shownBy(HttpServletRequest request) {
        var header = request.getHeader("Authorization");
        var cookie = WebUtils.getCookie(request, COOKIE);
        return header != null && header.startsWith(SCHEME) && isToken(header.substring(SCHEME.length()))
                || cookie != null && isPass(cookie.getValue());
    }

    /** The pass; empty where there is no token. */
    public Optional<String> pass() {
        return token().map(token -> HexFormat.of().formatHex(mac(token)));
    }

    private Optional<String> token() {
        if (file == null) {
            return Optional.empty();
        }
        try (var lines = Files.lines(file)) {
            return lines.findFirst().map(String::strip).filter(token -> !token.isEmpty());
        } catch (IOException e) {
            LOG.warn("the token file cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Digests of equal length, compared in constant time, tell nothing about what is compared. */
    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(digest(one), digest(other));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] mac(String token) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), MAC));
            return mac.doFinal(PURPOSE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + MAC, e);
        }
    }
}
