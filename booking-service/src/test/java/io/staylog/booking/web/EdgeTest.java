package io.staylog.booking.web;

import io.staylog.booking.Http;
import io.staylog.booking.view.ReadModel;
import io.staylog.booking.view.ViewFixture;
import io.staylog.booking.view.ViewStatus;
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
}
