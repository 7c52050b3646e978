package io.staylog.booking.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.evolution.GoldenSamples;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What any release wrote, this service reads. */
class ReadingReleasedRecordsTest {
    private static final Topic[] READS = {Topics.BOOKING_REQUESTS, Topics.BOOKING_EVENTS, Topics.PAYMENT_EVENTS};

    private final List<Schema> schemas = new ArrayList<>();
    private HttpServer registry;

    @BeforeEach
    void start() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/schemas/ids/", exchange -> {
            int id = Integer.parseInt(exchange.getRequestURI().getPath().substring("/schemas/ids/".length()));
            var answer = JsonMapper.shared()
                    .createObjectNode()
                    .put("schema", schemas.get(id - 1).toString());
            var body = answer.toString().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        registry.start();
    }

    @AfterEach
    void stop() {
        registry.stop(0);
    }

    @Test
    void every_record_of_every_release_is_read_as_it_was_written() {
        var address = URI.create("http://127.0.0.1:" + registry.getAddress().getPort());
        var reader = new EventDeserializer(new SchemaRegistry(address), READS);

        var outcomes = new GoldenSamples(Path.of("../schemas/released")).readAll(reader, this::register, READS);

        outcomes.forEach(outcome -> System.out.println(outcome.line("booking-service")));
        assertThat(outcomes)
                .isNotEmpty()
                .allSatisfy(outcome -> assertThat(outcome.faults()).isEmpty());
        assertThat(outcomes.getFirst().read()).isPositive();
        assertThat(outcomes.getFirst().skipped()).isPositive();
    }

    private int register(Schema schema) {
        schemas.add(schema);
        return schemas.size();
    }
}
