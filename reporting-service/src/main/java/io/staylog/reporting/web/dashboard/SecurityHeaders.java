package io.staylog.reporting.web.dashboard;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells browsers to load nothing from elsewhere, to run no script or style but the files served here, and to show the pages in
 * no one else's frame.
 */
final class SecurityHeaders extends OncePerRequestFilter {
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    // Files, which may be kept, and answers that say themselves how long they may be.
    private static final List<String> KEPT = List.of("/assets/", "/webjars/", "/v1/", "/v3/", "/actuator/");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        var path = request.getRequestURI();
        if (KEPT.stream().noneMatch(path::startsWith)) {
            response.setHeader("Cache-Control", "no-store"); // Pages may name guests, and grow old at once.
        }
        chain.doFilter(request, response);
    }
}
