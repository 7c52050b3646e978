package io.staylog.cli.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.staylog.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry that another team has put schemas into that are not Avro's. */
class SharingTheRegistryTest {
    private static final Map<String, String> ANSWERS = Map.of(
            "/subjects", "[\"a-json\",\"b-avro\"]",
            "/subjects/a-json/versions", "[1]",
            "/subjects/a-json/versions/1",
                    "{\"id\":1,\"schemaType\":\"JSON\",\"schema\":\"{\\\"type\\\":\\\"object\\\"}\"}",
            "/subjects/b-avro/versions", "[1]",
            "/subjects/b-avro/versions/1",
                    "{\"id\":2,\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Thing\\\",\\\"fields\\\":[]}\"}");

    private HttpServer registry;

    @BeforeEach
    void start() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            var answer = ANSWERS.get(exchange.getRequestURI().getPath());
            var bytes = (answer == null ? "{}" : answer).getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(answer == null ? 404 : 200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        registry.start();
    }

    @AfterEach
    void stop() {
        registry.stop(0);
    }

    private record Run(int exit, String out, String err) {}

    private Run schemas(String... args) {
        var all = new ArrayList<>(List.of("schemas"));
        all.addAll(List.of(args));
        all.addAll(List.of(
                "--registry", "http://127.0.0.1:" + registry.getAddress().getPort()));
        var words = all.toArray(String[]::new);
        var out = new ByteArrayOutputStream();
        var err = new StringWriter();
        var realOut = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            int exit =
                    Main.commandLine(words).setErr(new PrintWriter(err, true)).execute(words);
            return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            System.setOut(realOut);
        }
    }

    @Test
    void the_history_of_all_says_which_schema_is_not_avro_s_and_goes_on() {
        var run = schemas("history");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "a-json",
                        "  version 1, not an Avro schema",
                        "b-avro",
                        "  version 1, id 2, in no release",
                        "    - first version");
        assertThat(schemas("history", "--json").out()).contains("not an Avro schema", "\"id\":2");
    }

    @Test
    void to_show_or_compare_such_a_schema_is_misuse_and_said_so() {
        for (var args : List.of(List.of("show", "a-json"), List.of("diff", "a-json"))) {
            var run = schemas(args.toArray(String[]::new));
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("version 1 of a-json is not an Avro schema", "staylog schemas history");
        }
    }
}
