package io.staylog.reporting.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Who may look and who may change something. */
class TokenFilterTest {
    @TempDir
    private Path folder;

    private Path file;
    private Tokens tokens;

    @BeforeEach
    void token() throws IOException {
        file = folder.resolve("token");
        Files.writeString(file, "open sesame\n");
        tokens = new Tokens(file);
    }

    private MockHttpServletResponse ask(boolean readersNeedIt, MockHttpServletRequest request) throws Exception {
        var response = new MockHttpServletResponse();
        new TokenFilter(tokens, readersNeedIt).doFilter(request, response, new MockFilterChain());
        return response;
    }

    private static MockHttpServletRequest request(String verb, String path) {
        var request = new MockHttpServletRequest(verb, path);
        request.setRequestURI(path);
        return request;
    }

    private MockHttpServletRequest withPass(String verb, String path) {
        var request = request(verb, path);
        request.setCookies(new Cookie(Tokens.COOKIE, tokens.pass().orElseThrow()));
        return request;
    }

    @Test
    void everybody_may_look_unless_looking_needs_the_token() throws Exception {
        assertThat(ask(false, request("GET", "/hotels/rio")).getStatus()).isEqualTo(200);
        assertThat(ask(true, request("GET", "/v1/reports/totals")).getStatus()).isEqualTo(401);
        assertThat(ask(true, request("GET", "/live")).getStatus()).isEqualTo(401);
    }

    @Test
    void a_browser_is_led_to_the_page_that_takes_the_token_and_comes_back() throws Exception {
        var request = request("GET", "/hotels/rio");
        request.addHeader("Accept", "text/html,application/xhtml+xml");
        var response = ask(true, request);
        assertThat(response.getStatus()).isEqualTo(303);
        assertThat(response.getHeader("Location")).isEqualTo("/login?to=%2Fhotels%2Frio");
    }

    @Test
    void what_the_login_page_needs_and_health_are_open() throws Exception {
        for (var path : new String[] {
            "/login", "/assets/dashboard.css", "/webjars/htmx.org/dist/htmx.min.js", "/actuator/health"
        }) {
            assertThat(ask(true, request("GET", path)).getStatus()).as(path).isEqualTo(200);
        }
        assertThat(ask(true, request("POST", "/login")).getStatus()).isEqualTo(200);
    }

    @Test
    void a_pass_is_good_for_looking_and_for_nothing_else() throws Exception {
        assertThat(ask(true, withPass("GET", "/hotels/rio")).getStatus()).isEqualTo(200);
        assertThat(ask(true, withPass("POST", "/v1/projections/rebuild")).getStatus())
                .isEqualTo(401);
        var bearer = request("POST", "/v1/projections/rebuild");
        bearer.addHeader("Authorization", "Bearer open sesame");
        assertThat(ask(true, bearer).getStatus()).isEqualTo(200);
    }

    @Test
    void a_pass_ends_with_its_token_and_is_not_the_token() throws Exception {
        var old = withPass("GET", "/hotels/rio");
        assertThat(tokens.pass().orElseThrow()).doesNotContain("sesame");
        Files.writeString(file, "another\n");
        assertThat(ask(true, old).getStatus()).isEqualTo(401);
        Files.delete(file);
        assertThat(ask(true, old).getStatus()).isEqualTo(401);
        assertThat(tokens.isToken("")).isFalse();
    }
}
