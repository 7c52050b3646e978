package io.staylog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskingForDocumentsTest {
    private static final String ID = "01a21402-8857-7895-97c2-6a0709c16ada";
    private static final byte[] FILE = {'%', 'P', 'D', 'F', 0, (byte) 0xff};

    @TempDir
    Path directory;

    private HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private String state = "RENDERED";
    private String verdict = "\"equal\":true,\"from\":\"ROWS\",\"differences\":[],\"reason\":\"\"";
    private String listed = "[{\"documentId\":\"" + ID + "\"}]";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/documents", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var path = exchange.getRequestURI().toString();
        asked.add(exchange.getRequestMethod() + " " + path + " " + body);
        var answer = answer(exchange.getRequestMethod(), path);
        exchange.sendResponseHeaders(exchange.getRequestMethod().equals("POST") ? 202 : 200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private byte[] answer(String method, String path) {
        if (path.endsWith("/file")) {
            return FILE;
        }
        if (path.endsWith("/verification")) {
            boolean isOver = method.equals("GET") && looks.incrementAndGet() > 1;
            return ("{\"phase\":\"" + (isOver ? "DONE" : "RUNNING") + "\"," + verdict + "}").getBytes();
        }
        if (path.contains("sha256=")) {
            return ("{\"rows\":" + listed + "}").getBytes();
        }
        if (method.equals("POST")) {
            return ("{\"documentId\":\"" + ID + "\"}").getBytes();
        }
        var now = looks.incrementAndGet() > 1 ? state : "QUEUED";
        return ("{\"rows\":[{\"documentId\":\"" + ID + "\",\"state\":\"" + now + "\",\"code\":\"date_not_begun\","
                        + "\"message\":\"Ask later.\",\"fileName\":\"report.pdf\",\"sha256\":\"7\"}]}")
                .getBytes();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Cli.Run run(String... arguments) {
        var all = new java.util.ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--reporting-url", "http://127.0.0.1:" + server.getAddress().getPort()));
        return Cli.run(all.toArray(String[]::new));
    }

    @Test
    void a_document_is_asked_for_waited_for_and_written_byte_by_byte() throws IOException {
        var file = directory.resolve("report.pdf");
        var run = run("report", "daily", "--hotel", "rio", "--date", "2027-03-01", "--pdf", file.toString());
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(Files.readAllBytes(file)).isEqualTo(FILE);
        assertThat(asked.getFirst())
                .contains("\"kind\":\"DAILY_REPORT\"", "\"format\":\"PDF\"", "\"businessDate\":\"2027-03-01\"")
                .contains("\"hotelId\":\"rio\"", "\"requestId\":");
        assertThat(run.out()).contains("wrote 6 bytes to " + file);
    }

    @Test
    void what_cannot_be_made_is_refused_with_its_reason() {
        state = "FAILED";
        var run = run("report", "arrivals", "--hotel", "rio", "--date", "2027-03-01", "--csv", "x.csv");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("date_not_begun", "Ask later.");
        assertThat(Path.of("x.csv")).doesNotExist();
    }

    @Test
    void what_is_only_a_document_wants_a_file() {
        var run = run("report", "in-house", "--hotel", "rio", "--date", "2027-03-01");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("add --pdf, --csv, --xlsx or --jsonl");
        assertThat(run("report", "daily", "--date", "2027-03-01", "--pdf", "x").err())
                .contains("add --hotel");
    }

    @Test
    void a_file_is_verified_by_its_bytes() throws IOException {
        var file = Files.write(directory.resolve("kept.pdf"), FILE);
        var same = run("report", "verify", file.toString());
        assertThat(same.exit()).as(same.err()).isZero();
        assertThat(same.out()).contains("the same bytes again, from the rows as they are now");
        looks.set(0);
        verdict = "\"equal\":false,\"from\":\"LOG\",\"differences\":[\"line 3: was 'a', is 'b'\"],\"reason\":\"Why.\"";
        var other = run("report", "verify", file.toString());
        assertThat(other.exit()).isEqualTo(1);
        assertThat(other.out()).contains("not the same bytes: Why.", "line 3: was 'a', is 'b'");
        listed = "[]";
        var unknown = run("report", "verify", file.toString());
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err()).contains("no stored document has the bytes of");
    }

    @Test
    void a_document_is_fetched_under_its_own_name_or_another() throws IOException {
        looks.set(1);
        var file = directory.resolve("mine.pdf");
        var run = run("document", "fetch", ID, "--output", file.toString());
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(Files.readAllBytes(file)).isEqualTo(FILE);
        assertThat(run("document", "show", ID).out()).contains("RENDERED");
        assertThat(run("document", "list", "--hotel", "rio", "--state", "QUEUED")
                        .exit())
                .isZero();
        assertThat(asked.getLast()).contains("hotel=rio").contains("state=QUEUED");
    }
}
