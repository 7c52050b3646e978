package io.staylog.reporting.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a request that may change something pass only with {@code Authorization: Bearer <token>}. Where looking needs the token
 * too, a browser's pass will do for that, and who has none is led to the page that gives it.
 */
final class TokenFilter extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String LOGIN = "/login";
    // What the login page is made of, and what is looked at by machines on the way to the service.
    private static final List<String> OPEN = List.of("/assets/", "/webjars/", "/actuator/");

    private final Tokens tokens;
    private final boolean readersNeedIt;

    TokenFilter(Tokens tokens, boolean readersNeedIt) {
        this.tokens = tokens;
        this.readersNeedIt = readersNeedIt;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.equals(LOGIN)
                || (reading(request) && (!readersNeedIt || OPEN.stream().anyMatch(path::startsWith)));
    }

    private static boolean reading(HttpServletRequest request) {
        return READING.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (trusts(request)) {
            chain.doFilter(request, response);
            return;
        }
        var accepted = request.getHeader("Accept");
        if (reading(request) && accepted != null && accepted.contains("text/html")) {
            response.setStatus(HttpStatus.SEE_OTHER.value());
            var to = URLEncoder.encode(request.getRequestURI(), StandardCharsets.UTF_8);
            response.setHeader("Location", LOGIN + "?to=" + to);
            return;
        }
        response.setHeader("WWW-Authenticate", "Bearer");
        Problems.write(
                response,
                HttpStatus.UNAUTHORIZED,
                "unauthorized",
                (reading(request) ? "Looking" : "Changing something")
                        + " needs a bearer token; staylog.token-file names its file.");
    }

    /** Whether somebody who reads may also read who the guests are: shows the token, or has logged in with it. */
    boolean trusts(HttpServletRequest request) {
        return permitted(request.getHeader("Authorization")) || (reading(request) && tokens.shownBy(request));
    }

    /** Whether somebody shows the token. */
    boolean permitted(@Nullable String header) {
        return header != null
                && header.startsWith(Tokens.SCHEME)
                && tokens.isToken(header.substring(Tokens.SCHEME.length()));
    }
}
