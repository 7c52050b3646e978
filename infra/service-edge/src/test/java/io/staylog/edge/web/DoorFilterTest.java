package io.staylog.edge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/** Who comes from another machine needs the token for all but what the service says of itself. */
class DoorFilterTest {
    @TempDir
    Path home;

    private DoorFilter door;

    @BeforeEach
    void open() throws Exception {
        var file = Files.writeString(home.resolve("token"), "secret");
        door = new DoorFilter(
                new EdgeLimits(Set.of("desk.example"), Duration.ofSeconds(1)),
                AccessToken.ofFile(file),
                new Problems(Tracer.NOOP),
                new AnswerFigures(new SimpleMeterRegistry()),
                new JsonMapper());
    }

    /** The status, or 200 where it was let in. */
    private int knock(String method, String uri, String from, String authorization) throws Exception {
        var request = new MockHttpServletRequest(method, uri);
        request.setRemoteAddr(from);
        request.addHeader("Host", "desk.example");
        if (!authorization.isEmpty()) {
            request.addHeader("Authorization", authorization);
        }
        var response = new MockHttpServletResponse();
        door.doFilter(request, response, new MockFilterChain());
        return response.getStatus();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/bookings/0d3ad0d2-1111-4c3d-8c7e-5f1f7f0c9b11",
                "/%761/bookings/0d3ad0d2-1111-4c3d-8c7e-5f1f7f0c9b11",
                "/%76%31/hotels/rio",
                "/v1;x/hotels/rio",
                "/v1;x=y/hotels/rio",
                "//v1/hotels/rio",
                "/./v1/hotels/rio",
                "/x/../v1/hotels/rio",
                "/livez/../v1/hotels/rio",
                "/livez;/../v1/hotels/rio",
                "/livez/%2e%2e/v1/hotels/rio",
                "/actuator/health/../../v1/hotels/rio",
                "/actuator/health/..;/..;/v1/hotels/rio",
                "/actuator/env",
                "/actuator/heapdump",
                "/v3/api-docs/../../v1/hotels/rio",
                "/anything",
                "/error",
                "/"
            })
    void what_is_not_on_the_list_needs_the_token_however_it_is_spelt(String uri) throws Exception {
        for (var method : new String[] {"GET", "HEAD", "OPTIONS", "POST"}) {
            assertThat(knock(method, uri, "192.0.2.7", "")).as(method).isEqualTo(401);
            assertThat(knock(method, uri, "192.0.2.7", "Bearer wrong"))
                    .as(method)
                    .isEqualTo(401);
            assertThat(knock(method, uri, "192.0.2.7", "Bearer secret"))
                    .as(method)
                    .isEqualTo(200);
        }
        assertThat(knock("GET", uri, "127.0.0.1", "")).isEqualTo(200);
        assertThat(knock("GET", uri, "::1", "")).isEqualTo(200);
        assertThat(knock("POST", uri, "127.0.0.1", "")).isEqualTo(401);
    }

    @Test
    void what_the_service_says_of_itself_is_open_to_read() throws Exception {
        for (var uri : new String[] {
            "/livez",
            "/readyz",
            "/actuator/health",
            "/actuator/health/readiness",
            "/actuator/prometheus",
            "/v3/api-docs"
        }) {
            assertThat(knock("GET", uri, "192.0.2.7", "")).as(uri).isEqualTo(200);
            assertThat(knock("POST", uri, "192.0.2.7", "")).as(uri).isEqualTo(401);
        }
    }
}
