package io.staylog.edge.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decides who may come in at all.
 *
 * <p>A web page in a browser on this machine can reach loopback: under a name of its own (DNS rebinding), which the Host check
 * stops, or under ours from another origin, which the Origin check stops. Whoever changes something shows the token; reading is
 * open to programs on this machine, and to others what is on a short list.
 */
public final class DoorFilter extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    // Said of itself to anybody who can reach it, as it was sent: another spelling of these addresses is not on the
    // list.
    private static final Pattern OPEN = Pattern.compile(
            "/livez|/readyz|/actuator/health(/[a-zA-Z]+)?|/actuator/info|/actuator/prometheus|/v3/api-docs(\\.yaml)?");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final EdgeLimits limits;
    private final AccessToken token;
    private final Problems problems;
    private final AnswerFigures figures;
    private final JsonMapper json;

    public DoorFilter(EdgeLimits limits, AccessToken token, Problems problems, AnswerFigures figures, JsonMapper json) {
        this.limits = limits;
        this.token = token;
        this.problems = problems;
        this.figures = figures;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var problem = objection(request);
        if (problem == null) {
            chain.doFilter(request, response);
            return;
        }
        figures.answered("edge", problem.code());
        if (problem.status() == Kind.UNAUTHORIZED.status()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"staylog\"");
        }
        response.setHeader(HttpHeaders.CONNECTION, "close"); // Its body has not been read and will not be.
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    private @Nullable Problem objection(HttpServletRequest request) {
        var host = request.getHeader(HttpHeaders.HOST);
        if (host == null || !isKnown(withoutPort(host))) {
            return problems.of(Kind.MISDIRECTED_HOST, HttpHeaders.HOST, "this service is not known under that name");
        }
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !isOurs(origin, host)) {
            return problems.of(
                    Kind.FORBIDDEN_ORIGIN, HttpHeaders.ORIGIN, "web pages of that origin may not call this service");
        }
        boolean isOpen = READING.contains(request.getMethod())
                && (OPEN.matcher(request.getRequestURI()).matches() || isFromHere(request));
        isOpen |= request.getMethod().equals("POST")
                && limits.signed().matcher(request.getRequestURI()).matches();
        return isOpen || isTokenShown(request)
                ? null
                : problems.of(
                        Kind.UNAUTHORIZED,
                        HttpHeaders.AUTHORIZATION,
                        "show the token from the service's token file: Authorization: Bearer <token>");
    }

    private boolean isKnown(String host) {
        return LOOPBACK.contains(host) || limits.allowedHosts().contains(host);
    }

    private static boolean isOurs(String origin, String host) {
        var own = host.toLowerCase(Locale.ROOT);
        return origin.equals("http://" + own) || origin.equals("https://" + own);
    }

    private boolean isTokenShown(HttpServletRequest request) {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && token.isShownIn(authorization);
    }

    private static boolean isFromHere(HttpServletRequest request) {
        try {
            // The remote address is a literal, so no name is looked up.
            return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        var name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
        return name.toLowerCase(Locale.ROOT);
    }
}
