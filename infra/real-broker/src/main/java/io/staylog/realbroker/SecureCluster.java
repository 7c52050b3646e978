package io.staylog.realbroker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * Three real Kafka brokers as production wants them: every listener encrypted, everybody known by a certificate, nobody allowed
 * what no rule allows, three copies of everything. On loopback only.
 */
public final class SecureCluster implements AutoCloseable {
    /** Whoever runs the cluster; may do everything. */
    public static final String ADMIN = "admin";

    private static final String BROKER = "broker";
    private static final String PASSWORD = "a-password-of-tests-only";
    private static final int NODES = 3;
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);

    private final Path directory;
    private final String bootstrapServers;
    private final List<ChildJvm> nodes = new ArrayList<>();

    private SecureCluster(Path directory, String bootstrapServers) {
        this.directory = directory;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts it and waits until all brokers are there.
     *
     * @param parent of its directory; data that somebody relies on does not lie in a temporary one
     * @param principals who else gets a certificate
     */
    public static SecureCluster start(Path parent, String... principals) {
        try {
            Files.createDirectories(parent);
            var directory = Files.createTempDirectory(parent.toAbsolutePath(), "cluster-");
            var ports = IntStream.range(0, 2 * NODES).map(i -> FreePorts.next()).toArray();
            var clients = IntStream.range(0, NODES)
                    .mapToObj(i -> "127.0.0.1:" + ports[i])
                    .collect(Collectors.joining(","));
            var cluster = new SecureCluster(directory, clients);
            cluster.certificates(principals);
            cluster.launch(ports);
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void certificates(String... principals) throws IOException {
        var all = new ArrayList<>(List.of(BROKER, ADMIN));
        all.addAll(List.of(principals));
        try {
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (var principal : all) {
                makeKey(principal);
                var own = KeyStore.getInstance(keyStore(principal).toFile(), PASSWORD.toCharArray());
                trusted.setCertificateEntry(principal, own.getCertificate(principal));
            }
            try (var out = Files.newOutputStream(trustStore())) {
                trusted.store(out, PASSWORD.toCharArray());
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void makeKey(String principal) throws IOException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command =
                new ArrayList<>(List.of(keytool, "-genkeypair", "-alias", principal, "-dname", "CN=" + principal));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
        command.addAll(List.of("-ext", "san=ip:127.0.0.1,dns:localhost", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", keyStore(principal).toString(), "-storepass", PASSWORD));
        var log = directory.resolve("keytool.log").toFile();
        try {
            int code = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("keytool failed: " + Files.readString(log.toPath()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Key and certificate of somebody. */
    public Path keyStore(String principal) {
        return directory.resolve(principal + ".p12");
    }

    /** The certificates of everybody; as a trust store it trusts all of them. */
    public Path trustStore() {
        return directory.resolve("trusted.p12");
    }

    /** What opens every store. */
    public String password() {
        return PASSWORD;
    }

    private void launch(int[] ports) throws IOException {
        var id = Uuid.randomUuid().toString();
        for (int node = 1; node <= NODES; node++) {
            var own = Files.createDirectories(directory.resolve("node-" + node));
            Files.writeString(own.resolve("server.properties"), settings(node, ports, own.resolve("data")));
            nodes.add(ChildJvm.start(
                    own.resolve("broker.log"),
                    BrokerProcess.class,
                    List.of("-Dlogback.configurationFile=io/staylog/realbroker/broker-logback.xml"),
                    List.of(
                            own.resolve("server.properties").toString(),
                            own.resolve("data").toString(),
                            id)));
        }
        awaitReady();
    }

    private String settings(int node, int[] ports, Path data) {
        var voters = IntStream.rangeClosed(1, NODES)
                .mapToObj(i -> i + "@127.0.0.1:" + ports[NODES + i - 1])
                .collect(Collectors.joining(","));
        var own = """
                process.roles=broker,controller
                node.id=%1$d
                listeners=CLIENTS://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%3$d
                advertised.listeners=CLIENTS://127.0.0.1:%2$d
                controller.quorum.voters=%4$s
                log.dirs=%5$s
                """.formatted(node, ports[node - 1], ports[NODES + node - 1], voters, data);
        var security = """
                inter.broker.listener.name=CLIENTS
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=CLIENTS:SSL,CONTROLLER:SSL
                ssl.client.auth=required
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                super.users=User:CN=broker;User:CN=admin
                allow.everyone.if.no.acl.found=false
                """;
        var safety = """
                auto.create.topics.enable=false
                default.replication.factor=3
                min.insync.replicas=2
                transaction.max.timeout.ms=60000
                offsets.retention.minutes=525600
                offsets.topic.num.partitions=4
                transaction.state.log.num.partitions=4
                group.initial.rebalance.delay.ms=0
                log.cleaner.dedupe.buffer.size=4194304
                num.network.threads=2
                num.io.threads=4
                background.threads=2
                """;
        return own + security + safety + text(stores(BROKER));
    }

    private static String text(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private Map<String, String> stores(String principal) {
        return Map.of(
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                keyStore(principal).toString(),
                "ssl.keystore.password",
                PASSWORD,
                "ssl.key.password",
                PASSWORD,
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.location",
                trustStore().toString(),
                "ssl.truststore.password",
                PASSWORD);
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
        try (var admin = admin(ADMIN)) {
            while (true) {
                try {
                    if (admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).size() == NODES) {
                        return;
                    }
                } catch (ExecutionException | TimeoutException e) {
                    if (System.nanoTime() > deadline || nodes.stream().noneMatch(ChildJvm::isAlive)) {
                        var printed = nodes.stream().map(ChildJvm::printed).collect(Collectors.joining("\n"));
                        close();
                        throw new IllegalStateException("the brokers did not start; they printed:\n" + printed, e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What clients connect to. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** What a client needs besides, to come as somebody. */
    public Map<String, String> client(String principal) {
        var settings = new TreeMap<>(stores(principal));
        settings.put("security.protocol", "SSL");
        return settings;
    }

    /** An administrator who comes as somebody; to be closed. */
    public Admin admin(String principal) {
        var settings = new HashMap<String, Object>(client(principal));
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("reconnect.backoff.ms", "200");
        settings.put("reconnect.backoff.max.ms", "500");
        return Admin.create(settings);
    }

    @Override
    public void close() {
        nodes.forEach(ChildJvm::close);
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It is below a build's own directory: whoever cleans that up cleans up what stays.
        }
    }
}
