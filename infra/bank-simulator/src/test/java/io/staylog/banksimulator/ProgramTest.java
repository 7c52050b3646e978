package io.staylog.banksimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.banksimulator.bank.Token;
import io.staylog.banksimulator.http.Door;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProgramTest {
    @TempDir
    Path data;

    @Test
    void what_it_answered_survives_kill_9() throws Exception {
        var first = launch("--port", "0", "--data", data.toString());
        int port = port(first);
        for (int i = 0; i < 20; i++) {
            assertThat(authorize(port, "key-" + i)).isEqualTo(200);
        }
        first.destroyForcibly().waitFor();

        var second = launch("--port=0", "--data=" + data);
        try {
            assertThat(get(port(second), "/health")).contains("\"ledgerEntries\":40");
        } finally {
            second.destroyForcibly().waitFor();
        }
    }

    /** The shell's limit on the size of a file stands for a full disk. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void without_room_for_its_ledger_it_stops_and_what_it_answered_is_there() throws Exception {
        var command = String.join(" ", command("--port", "0", "--data", data.toString()));
        var limited = start(List.of("sh", "-c", "ulimit -f 64; exec " + command));
        int port = port(limited);
        int answered = 0;
        try {
            for (; answered < 1_000; answered++) {
                assertThat(authorize(port, "key-" + answered)).isEqualTo(200);
            }
        } catch (IOException _) {
            // Silence, which is all that an honest bank can say now.
        }
        assertThat(limited.waitFor()).isEqualTo(1);
        assertThat(answered).isBetween(1, 999);

        try (var bank = new RunningBank(data)) {
            for (int i = 0; i < answered; i++) {
                assertThat(bank.lookUp("", "key-" + i).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void it_says_what_is_wrong_and_stops() throws Exception {
        assertThat(ended(launch("--prot", "1"))).startsWith("2 Unknown option --prot");
        assertThat(ended(launch("--port"))).startsWith("2 --port needs a value");
        assertThat(ended(launch("--port", "65536"))).startsWith("2 port must be a number from 0 to 65535");
        assertThat(ended(launch("--listen", "everywhere"))).startsWith("2 listen must be an IP address");
        assertThat(ended(launch("--names", "bank;"))).startsWith("2 names must be host names");
        assertThat(ended(launch("--port", "0", "--data", "/dev/null"))).startsWith("1 The bank simulator cannot start");
        assertThat(ended(launch("--notify", "some"))).startsWith("2 notify must be changes or all");
        assertThat(ended(launch("--notify-url", "ftp://x"))).startsWith("2 notify-url must begin with http://");
        assertThat(ended(launch("--notify-url", "http://127.0.0.1:1/")))
                .startsWith("2 notify-url needs notify-secret-file");
        assertThat(ended(launch("--faults", "rate=2"))).startsWith("2 rate of faults must be from 0 to 1");
        assertThat(ended(launch("--help"))).startsWith("0 A bank over HTTP").contains("--hang-seconds");
    }

    @Test
    void it_tells_whom_it_is_told_to_tell() throws Exception {
        var secrets = Files.writeString(data.resolve("secrets"), "secret\n");
        try (var anna = new Hotel();
                var bela = new Hotel()) {
            var bank = launch(
                    "--port=0",
                    "--data=" + data,
                    "--notify-url=" + anna.url(),
                    "--notify-url=" + bela.url(),
                    "--notify-secret-file=" + secrets,
                    "--notify=all",
                    "--faults=seed=1,rate=0,kinds=delay",
                    "--latency-ms=1",
                    "--keys-live-hours=24");
            try {
                assertThat(authorize(port(bank), "key-1")).isEqualTo(200);
                await().until(
                                () -> List.of(anna.types(), bela.types()),
                                it -> it.stream().allMatch(List.of("payment.authorized")::equals));
            } finally {
                bank.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void options_come_from_arguments_then_properties_then_the_environment() throws Exception {
        var properties = Map.of("staylog.bank.port", "2", "staylog.bank.hang-seconds", "5");
        var environment = Map.of("STAYLOG_BANK_PORT", "3", "STAYLOG_BANK_HANG_SECONDS", "6", "STAYLOG_BANK_DATA", "/e");

        var options = Options.of(List.of("--port", "1"), properties::get, environment::get);

        assertThat(options).isEqualTo(Settings.ofLoopback(1, Path.of("/e"), Duration.ofSeconds(5)));
        assertThat(Options.of(List.of(), _ -> null, _ -> null).door()).isEqualTo(Door.ofLoopback(8600));
    }

    @Test
    void for_other_machines_it_answers_to_its_names_and_to_no_other() throws Exception {
        var bank = launch("--port", "0", "--listen", "0.0.0.0", "--names", "bank,psp.test", "--data", data.toString());
        try {
            int port = port(bank);
            assertThat(statusByName(port, "bank:" + port)).isEqualTo(200);
            assertThat(statusByName(port, "PSP.test")).isEqualTo(200);
            assertThat(statusByName(port, "127.0.0.1:" + port)).isEqualTo(200);
            assertThat(statusByName(port, "evil.example:" + port)).isEqualTo(421);
            assertThat(statusByName(port, "bank.evil.example")).isEqualTo(421);
        } finally {
            bank.destroyForcibly().waitFor();
        }
    }

    private static int statusByName(int port, String name) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            var request = "GET /health HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ")[1]);
        }
    }

    @Test
    void it_describes_itself_and_knows_every_token_that_it_describes() throws Exception {
        try (var bank = new RunningBank(data)) {
            var document = bank.get("/").text();

            var tokens = Pattern.compile("`(tok_[a-z0-9_]+)`").matcher(document).results();
            var names = tokens.map(it -> it.group(1)).toList();

            assertThat(names)
                    .hasSizeGreaterThan(15)
                    .allSatisfy(it -> assertThat(Token.of(it)).isPresent());
        }
    }

    private static Process launch(String... arguments) throws IOException {
        return start(command(arguments));
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                BankSimulator.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String ended(Process process) throws Exception {
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + output;
    }

    private static int port(Process process) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var line = reader.readLine();
        var matcher = Pattern.compile(".* on http://[0-9.]+:([0-9]+) .*").matcher(String.valueOf(line));
        assertThat(matcher.matches()).as(line).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    private static int authorize(int port, String key) throws Exception {
        var body = "{\"merchantReference\":\"%s\",\"amountMinor\":1,\"currency\":\"EUR\",\"token\":\"tok_ok\"}";
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/payments"))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body.formatted(key))))
                .statusCode();
    }

    private static String get(int port, String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)))
                .body();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}
