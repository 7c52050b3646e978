package io.staylog.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandingTest {
    @TempDir
    Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void what_does_not_run_is_said_not_to_run_and_leaves_no_trace() {
        var home = dir.resolve("home");
        var commands = commands(Map.of("STAYLOG_HOME", home.toString()));
        assertThat(commands.status()).isEqualTo(3);
        assertThat(commands.down()).isZero();
        assertThat(text(out)).isEqualToNormalizingNewlines(("Staylog is not running on " + home + ".\n").repeat(2));
        assertThat(home).doesNotExist();
    }

    @Test
    void a_taken_port_is_one_sentence_and_nothing_is_started() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(socket.getLocalPort());
            var project = project();
            var commands = commands(Map.of(
                    "STAYLOG_HOME",
                    dir.toString(),
                    "STAYLOG_PROJECT",
                    project.toString(),
                    "STAYLOG_PARTS",
                    "bank",
                    "STAYLOG_BANK_PORT",
                    port));
            assertThat(commands.up()).isEqualTo(1);
            assertThat(text(err))
                    .startsWith("Port " + port + ", which Staylog's bank")
                    .hasLineCount(1);
        }
    }

    @Test
    void a_missing_download_is_one_sentence() throws IOException {
        var commands = commands(Map.of(
                "STAYLOG_HOME", dir.toString(), "STAYLOG_PROJECT", project().toString(), "STAYLOG_PARTS", "registry"));
        assertThat(commands.up()).isEqualTo(1);
        assertThat(text(err))
                .startsWith("The files of the schema registry are missing")
                .contains("./mvnw package")
                .hasLineCount(1);
    }

    /** A project in which nothing but the bank has been built. */
    private Path project() throws IOException {
        var project = dir.resolve("project");
        write(project.resolve("infra/local/pom.xml"));
        write(project.resolve("infra/bank-simulator/target/bank-simulator.jar"));
        return project;
    }

    private static void write(Path file) throws IOException {
        java.nio.file.Files.createDirectories(file.getParent());
        java.nio.file.Files.createFile(file);
    }

    private LocalCommands commands(Map<String, String> environment) {
        return new LocalCommands(new HashMap<>(environment), print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
