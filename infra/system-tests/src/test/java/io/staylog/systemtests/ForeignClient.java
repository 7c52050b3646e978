package io.staylog.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.staylog.local.LocalSettings;
import io.staylog.systemtests.reference.DataFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * A program of infra/foreign, run as a person would.
 *
 * @param name of the client and its partitioner
 * @param command without the arguments
 * @param check a command that succeeds where everything is installed
 * @param install what a person has to do where it is not
 * @param misroutes whether its partitioner sends some keys elsewhere than Java's would
 */
record ForeignClient(String name, List<String> command, List<String> check, String install, boolean misroutes) {
    private static final Path FOLDER = DataFiles.projectRoot().resolve("infra/foreign");
    private static final String NODE = FOLDER.resolve("node/book.js").toString();
    private static final List<String> NODE_CHECK = List.of(
            "node",
            "-e",
            "['kafkajs', '@kafkajs/confluent-schema-registry', 'lz4-napi'].forEach(name => require(name))");
    private static final String NODE_INSTALL =
            "Node 18 or newer, and npm's kafkajs and @kafkajs/confluent-schema-registry: infra/foreign/install node";
    private static final int PATIENCE_SECONDS = 120;

    /** Debian's librdkafka: CRC32 of the key. Not the python3 of the path, which may have libraries of its own. */
    static final ForeignClient PYTHON = new ForeignClient(
            "python",
            List.of("/usr/bin/python3", FOLDER.resolve("python/book.py").toString()),
            List.of("/usr/bin/python3", "-c", "import confluent_kafka, avro, requests"),
            "Debian's python3-confluent-kafka, python3-avro and python3-requests: infra/foreign/install python",
            true);

    /** kafkajs 2 as it comes: the same hash as Java's. */
    static final ForeignClient NODE_DEFAULT =
            new ForeignClient("node", List.of("node", NODE), NODE_CHECK, NODE_INSTALL, false);

    /** The partitioner of kafkajs 1, as programs have it that were not to move their keys. */
    static final ForeignClient NODE_LEGACY = new ForeignClient(
            "node-legacy", List.of("node", NODE, "--partitioner", "legacy"), NODE_CHECK, NODE_INSTALL, true);

    static final ForeignClient KCAT = new ForeignClient(
            "kcat",
            List.of(FOLDER.resolve("kcat/show").toString()),
            List.of("kcat", "-V"),
            "Debian's kcat: infra/foreign/install kcat",
            false);

    /** What a run left. */
    record Run(int exit, byte[] bytes, String err) {
        String out() {
            return new String(bytes, UTF_8);
        }

        Run expect(int expected) {
            assertThat(exit).as("%s%n%s", err, out()).isEqualTo(expected);
            return this;
        }
    }

    /** Skips the test where something is missing, and says what; with -Dforeign=required it fails. */
    void require() {
        var isThere = run(check).exit == 0;
        var reason = "the client " + name + " needs " + install;
        if ("required".equals(System.getProperty("foreign"))) {
            assertThat(isThere).as(reason).isTrue();
        } else if (!isThere) {
            System.out.println("foreign: SKIPPED, " + reason);
            assumeThat(isThere).as(reason).isTrue();
        }
    }

    /** Runs it against these addresses. */
    Run run(LocalSettings settings, List<String> arguments) {
        var all = new ArrayList<>(command);
        all.addAll(List.of("--bootstrap-servers", settings.bootstrapServers()));
        if (!this.equals(KCAT)) {
            all.addAll(List.of("--registry", settings.registryUrl()));
        }
        all.addAll(arguments);
        return run(all);
    }

    /** Where its partitioner, left alone, puts a key. */
    int partition(String key, int partitions) {
        if (this.equals(PYTHON)) {
            var crc = new CRC32();
            crc.update(key.getBytes(UTF_8));
            return Math.toIntExact(crc.getValue() % partitions);
        }
        var script = "const {Partitioners} = require('kafkajs');"
                + "const partitioner = Partitioners." + (misroutes ? "Legacy" : "Default") + "Partitioner();"
                + "const partitionMetadata = Array.from({length: %d}, (_, i) => ({partitionId: i, leader: 1}));"
                + "console.log(partitioner({topic: 't', partitionMetadata, message: {key: '%s'}}))";
        return Integer.parseInt(run(List.of("node", "-e", script.formatted(partitions, key)))
                .expect(0)
                .out()
                .strip());
    }

    private static Run run(List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .directory(FOLDER.resolve("node").toFile())
                    .start();
            process.getOutputStream().close();
            // Both at once: a pipe that nobody empties would hold the program up.
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                var out = CompletableFuture.supplyAsync(() -> all(process.getInputStream()), executor);
                var err = CompletableFuture.supplyAsync(() -> all(process.getErrorStream()), executor);
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(command + " has not ended after " + PATIENCE_SECONDS + " s");
                }
                return new Run(process.exitValue(), out.join(), new String(err.join(), UTF_8));
            }
        } catch (IOException e) {
            // There is no such program.
            return new Run(-1, new byte[0], e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] all(InputStream in) {
        try (in) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
