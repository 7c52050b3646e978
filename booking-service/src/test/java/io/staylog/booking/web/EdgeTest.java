package io.staylog.booking.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.Http;
import io.staylog.booking.Http.Answer;
import io.staylog.booking.view.ReadModel;
import io.staylog.booking.view.ViewFixture;
import io.staylog.logview.ViewStatus;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of the edge over real HTTP. All of them share one program. */
@SpringBootTest(
        classes = EdgeApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "staylog.data-dir=unused",
            "logging.structured.format.console=",
            "logging.level.root=warn",
            "management.endpoint.health.validate-group-membership=false"
        })
abstract class EdgeTest {
    @Autowired
    MockProducer<String, byte[]> log;

    @Autowired
    AtomicBoolean open;

    @Autowired
    ReadModel model;

    @Autowired
    ViewStatus view;

    @LocalServerPort
    int port;

    Http http;

    @BeforeEach
    void call() {
        http = new Http(port, EdgeApplication.TOKEN);
        log.clear();
        log.sendException = null;
        open.set(true);
        ViewFixture.caughtUp(view, 4);
    }

    static String booking() {
        return """
                {"ratePlanId": "flex", "channel": "DIRECT_WEB", "currency": "EUR",
                 "guest": {"name": "Anna Example", "email": "anna@example.org", "language": "pt-PT"},
                 "roomStays": [{"roomTypeId": "double", "arrivalDate": "2026-12-01", "departureDate": "2026-12-03"}]}
                """;
    }

    /** A problem in the one form, with its field; empty where it has none. */
    static void refused(Answer answer, int status, String code, String field) {
        assertThat(answer.response().body()).as("problem").contains("\"code\":\"" + code + "\"");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        var problem = answer.json();
        assertThat(problem.path("type").asString()).isEqualTo("urn:staylog:problem:" + code);
        assertThat(problem.path("field").asString("")).isEqualTo(field);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(problem.path("traceId").asString()).matches("[0-9a-f]{32}");
        assertThat(problem.path("retriable").isBoolean()).isTrue();
    }
}
