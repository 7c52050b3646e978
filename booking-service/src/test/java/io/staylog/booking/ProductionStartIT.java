package io.staylog.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.realbroker.ChildJvm;
import io.staylog.realbroker.FreePorts;
import io.staylog.realbroker.SecureCluster;
import io.staylog.schemas.TopicUse;
import io.staylog.schemas.TopicUse.Party;
import io.staylog.schemas.topics.TopicTool;
import io.staylog.testkit.RegistryDouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On three brokers, encrypted, with the rights that the README names and no others, the service starts and sells a room. */
class ProductionStartIT {
    private static final Party BOOKING = Party.BOOKING_SERVICE;
    private static final String TOKEN = "zXQk1vLrT9yB7mWc3dNhP5sG";

    @TempDir
    Path directory;

    @Test
    void it_starts_in_production_and_books() throws Exception {
        int port = FreePorts.next();
        Files.writeString(directory.resolve("token"), TOKEN);
        try (var cluster = SecureCluster.start(Path.of("target"), BOOKING.title());
                var plain = RegistryDouble.withOurSchemas();
                var registry =
                        new EncryptedRegistry(plain.url(), cluster.keyStore(SecureCluster.ADMIN), cluster.password())) {
            deploy(cluster);
            try (var service = ChildJvm.start(
                    directory.resolve("log"),
                    BookingService.class,
                    List.of(
                            "-Djavax.net.ssl.trustStore=" + cluster.trustStore(),
                            "-Djavax.net.ssl.trustStorePassword=" + cluster.password()),
                    arguments(cluster, registry, port))) {
                var http = new Http(port, TOKEN);
                await().atMost(Duration.ofMinutes(5))
                        .pollInterval(Duration.ofSeconds(1))
                        .ignoreExceptionsMatching(e -> service.isAlive())
                        .untilAsserted(() -> {
                            var answer = http.get("/readyz");
                            assertThat(answer.status())
                                    .as(answer.response().body() + service.printed())
                                    .isEqualTo(200);
                        });
                var booked = new HotelCalls(http, "rio").open(1).book("k", "free", "2026-12-05", "2026-12-06");
                assertThat(booked.status()).as(booked.response().body()).isEqualTo(201);
            }
        }
    }

    private List<String> arguments(SecureCluster cluster, EncryptedRegistry registry, int port) throws Exception {
        // Each secret is alone in a file of its own, named like the setting.
        var secrets = Files.createDirectories(directory.resolve("secrets"));
        var arguments = new ArrayList<>(List.of(
                "--spring.profiles.active=production",
                "--server.port=" + port,
                "--staylog.instance=one",
                "--staylog.data-dir=" + directory.resolve("data"),
                "--staylog.token-file=" + directory.resolve("token"),
                "--staylog.kafka.bootstrap-servers=" + cluster.bootstrapServers(),
                "--staylog.registry.url=" + registry.url(),
                "--spring.config.import=configtree:" + secrets + "/",
                "--logging.structured.format.console=",
                "--logging.level.root=warn"));
        for (var setting : cluster.client(BOOKING.title()).entrySet()) {
            var name = "staylog.kafka.client-overrides." + setting.getKey();
            if (name.endsWith("password")) {
                Files.writeString(secrets.resolve(name), setting.getValue());
            } else {
                arguments.add("--" + name + "=" + setting.getValue());
            }
        }
        return arguments;
    }

    private static void deploy(SecureCluster cluster) throws Exception {
        try (var admin = cluster.admin(SecureCluster.ADMIN)) {
            new TopicTool(admin).create(RunningService.PARTITIONS, (short) 3, 2);
            admin.createAcls(rights()).all().get();
        }
    }

    private static List<AclBinding> rights() {
        var rights = new ArrayList<AclBinding>();
        for (var use : TopicUse.all()) {
            var topic = use.topic().name();
            var dead = use.topic().dead();
            boolean isUsed = use.readers().contains(BOOKING) || use.writers().contains(BOOKING);
            for (var name : isUsed ? List.of(topic, dead) : List.<String>of()) {
                rights.add(allow(ResourceType.TOPIC, name, PatternType.LITERAL, AclOperation.READ));
                rights.add(allow(ResourceType.TOPIC, name, PatternType.LITERAL, AclOperation.DESCRIBE_CONFIGS));
            }
            if (use.writers().contains(BOOKING)) {
                rights.add(allow(ResourceType.TOPIC, topic, PatternType.LITERAL, AclOperation.WRITE));
            }
            if (use.readers().contains(BOOKING)) {
                rights.add(allow(ResourceType.TOPIC, dead, PatternType.LITERAL, AclOperation.WRITE));
            }
        }
        var group = BOOKING.title();
        rights.add(allow(ResourceType.GROUP, group, PatternType.LITERAL, AclOperation.READ));
        rights.add(allow(ResourceType.TRANSACTIONAL_ID, group, PatternType.PREFIXED, AclOperation.WRITE));
        for (var asked : List.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS)) {
            rights.add(allow(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL, asked));
        }
        return rights;
    }

    private static AclBinding allow(ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:CN=" + BOOKING.title(), "*", operation, AclPermissionType.ALLOW));
    }
}
