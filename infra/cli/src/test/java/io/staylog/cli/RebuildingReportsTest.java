package io.staylog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RebuildingReportsTest {
    private static final String NONE = "{\"phase\":\"NONE\",\"startedAt\":null}";
    private static final String RUNNING = "{\"phase\":\"RUNNING\",\"startedAt\":\"2027-05-01T12:00:00Z\",\"progress\":"
            + "{\"doneOffsets\":250,\"allOffsets\":1000,\"expectedAt\":\"2027-05-01T12:01:00Z\"}}";

    private final Deque<String> rebuilds = new ArrayDeque<>();
    private HttpServer server;
    private volatile String posted = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/projections", exchange -> {
            boolean isPost = exchange.getRequestMethod().equals("POST");
            if (isPost) {
                posted = exchange.getRequestURI().toString();
            }
            var rebuild = rebuilds.size() > 1 && !isPost ? rebuilds.remove() : rebuilds.peek();
            var body = ("{\"projection\":{\"phase\":\"RUNNING\",\"since\":\"2027-05-01T08:00:00Z\"},"
                            + "\"watch\":{\"lagRecords\":{\"booking.events-0\":2,\"payment.events-0\":1}},\"rebuild\":"
                            + rebuild + "}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(isPost ? 202 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void the_status_says_how_far_the_tables_are_behind() {
        rebuilds.add(NONE);

        assertThat(projection("status").out())
                .isEqualTo("RUNNING since 2027-05-01T08:00:00Z, 3 records behind the log\n"
                        + "no rebuild since the service started\n");
    }

    @Test
    void a_rebuild_is_followed_to_its_end() {
        rebuilds.addAll(List.of(NONE, RUNNING, done(true, "aa", "aa")));

        var run = projection("rebuild");

        assertThat(posted).isEqualTo("/v1/projections/rebuild");
        assertThat(run.err()).contains("250 of 1000 offsets folded, expected at 2027-05-01T12:01:00Z");
        assertThat(run.out())
                .isEqualTo("rebuilt in 80 s; all 1 tables came out the same; the new tables are the live ones\n");
        assertThat(run.exit()).isZero();
    }

    @Test
    void a_table_that_came_out_different_is_named_and_is_a_failure() {
        rebuilds.addAll(List.of(NONE, done(false, "aa", "bb")));

        var run = projection("rebuild", "--dry-run");

        assertThat(posted).endsWith("?dryRun=true");
        assertThat(run.out()).contains("other than before: booking");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void a_rebuild_that_was_broken_off_says_why() {
        rebuilds.addAll(List.of(
                NONE, "{\"phase\":\"FAILED\",\"startedAt\":\"2027-05-01T12:00:00Z\",\"reason\":\"the disk is full\"}"));

        var run = projection("rebuild");

        assertThat(run.out()).contains("the old tables are untouched: the disk is full");
        assertThat(run.exit()).isEqualTo(1);
    }

    private static String done(boolean isEqual, String live, String rebuilt) {
        return "{\"phase\":\"DONE\",\"startedAt\":\"2027-05-01T12:00:00Z\",\"finishedAt\":\"2027-05-01T12:01:20Z\","
                + "\"equal\":" + isEqual + ",\"switched\":" + isEqual
                + ",\"tables\":[{\"table\":\"booking\",\"liveHash\":\""
                + live + "\",\"rebuiltHash\":\"" + rebuilt + "\"}]}";
    }

    private Cli.Run projection(String what, String... more) {
        var arguments = new java.util.ArrayList<>(List.of("projection", what));
        arguments.addAll(List.of(more));
        arguments.add("--reporting-url=http://127.0.0.1:" + server.getAddress().getPort());
        return Cli.run(arguments.toArray(String[]::new));
    }
}
