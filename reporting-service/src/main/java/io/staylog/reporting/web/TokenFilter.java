package io.staylog.reporting.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a request that may change something pass only with {@code Authorization: Bearer <token>}. The token's file is read
 * each time, so a new token needs no restart; without a file nothing passes.
 */
final class TokenFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFilter.class);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String SCHEME = "Bearer ";

    @Nullable
    private final Path tokenFile;

    TokenFilter(@Nullable Path tokenFile) {
        this.tokenFile = tokenFile;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return READING.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (permitted(request.getHeader("Authorization"))) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader("WWW-Authenticate", "Bearer");
        Problems.write(
                response,
                HttpStatus.UNAUTHORIZED,
                "unauthorized",
                "Changing something needs a bearer token; staylog.token-file names its file.");
    }

    /** Whether somebody shows the token. */
    boolean permitted(@Nullable String header) {
        if (header == null || !header.startsWith(SCHEME) || tokenFile == null) {
            return false;
        }
        try (var lines = Files.lines(tokenFile)) {
            var token = lines.findFirst().orElse("").strip();
            // Digests of equal length, compared in constant time, tell nothing about the token.
            return !token.isEmpty()
                    && MessageDigest.isEqual(
                            digest(token),
                            digest(header.substring(SCHEME.length()).strip()));
        } catch (IOException e) {
            LOG.warn("the token file cannot be read: {}", e.getMessage());
            return false;
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
