package io.staylog.reporting.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that come in on this machine's own loopback address under a foreign name: a web page that lets its name
 * point here could otherwise read the reports in the browser of somebody who works on this machine (DNS rebinding).
 */
final class HostFilter extends OncePerRequestFilter {
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "[0:0:0:0:0:0:0:1]");

    private final List<String> names;

    /** Lets further names in, for a proxy on the same machine. */
    HostFilter(List<String> names) {
        this.names = List.copyOf(names);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var name = request.getServerName();
        if (OWN_NAMES.contains(name) || names.contains(name) || !onLoopback(request)) {
            chain.doFilter(request, response);
        } else {
            Problems.write(
                    response,
                    HttpStatus.MISDIRECTED_REQUEST,
                    "host_unknown",
                    "This name is not ours; staylog.hosts lists further ones.");
        }
    }

    private static boolean onLoopback(HttpServletRequest request) throws UnknownHostException {
        return InetAddress.getByName(request.getLocalAddr()).isLoopbackAddress();
    }
}
