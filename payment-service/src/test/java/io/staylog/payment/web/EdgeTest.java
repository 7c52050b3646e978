package io.staylog.payment.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.logview.ViewStatus;
import io.staylog.payment.Http;
import io.staylog.payment.Http.Answer;
import io.staylog.payment.view.PaymentReadModel;
import io.staylog.payment.view.Story;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
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
    /** Passes the check of card numbers. */
    static final String CARD = "4111 1111 1111 1111";

    @Autowired
    MockProducer<String, byte[]> log;

    @Autowired
    AtomicBoolean open;

    @Autowired
    PaymentReadModel model;

    @Autowired
    ViewStatus view;

    @Autowired
    TalkingBank bank;

    @Autowired
    RegistryDouble registry;

    @Autowired
    AtomicReference<Instant> now;

    @LocalServerPort
    int port;

    Http http;

    @BeforeEach
    void call() {
        http = new Http(port, EdgeApplication.TOKEN);
        log.clear();
        log.sendException = null;
        open.set(true);
        bank.says(null);
        now.set(Story.NOW);
        Story.caughtUp(view, 4);
    }

    Story story() {
        return new Story(model, "rio", UUID.randomUUID(), now);
    }

    static String path(Story story, String what) {
        return "/v1/hotels/" + story.hotelId + "/payments/" + story.payment + what;
    }

    SpecificRecord written(ProducerRecord<String, byte[]> record) {
        var topic = Topics.named(record.topic()).orElseThrow();
        return (SpecificRecord) new EventDeserializer(new SchemaRegistry(registry.url()), topic)
                .deserialize(record.topic(), record.value());
    }

    /** A problem in the one form, with its field; empty where it has none. */
    static void refused(Answer answer, int status, String code, String field) {
        assertThat(answer.body()).as("problem").contains("\"code\":\"" + code + "\"");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        var problem = answer.json();
        assertThat(problem.path("type").asString()).isEqualTo("urn:staylog:problem:" + code);
        assertThat(problem.path("field").asString("")).isEqualTo(field);
        assertThat(problem.path("detail").asString()).isNotBlank();
    }
}
