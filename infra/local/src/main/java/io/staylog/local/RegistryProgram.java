package io.staylog.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Apicurio Registry, which keeps its schemas on Kafka: what the broker does not lose, it does not lose either. */
final class RegistryProgram implements Program {
    private final Workplace work;

    RegistryProgram(Workplace work) {
        this.work = work;
    }

    @Override
    public Part part() {
        return Part.REGISTRY;
    }

    @Override
    public String name() {
        return Part.REGISTRY.id();
    }

    @Override
    public int port() {
        return work.port(Port.REGISTRY);
    }

    @Override
    public Launch prepare() throws IOException, InterruptedException {
        var archive = work.built().registryArchive();
        var home = work.installation().install(name(), Installation.contentByName(List.of(archive)), directory -> {
            work.progress().accept("Unpacking the schema registry (once)");
            Archives.unpackTarGz(archive, directory);
        });
        var config = DataDir.directory(work.data().part(name()).resolve("config"));
        Files.writeString(config.resolve("application.properties"), settings());
        // Quarkus's own launcher loads classes in a way that the JVM's class cache cannot help; a plain class path
        // starts in half the time. The generated jars come first, as they replace some classes of the others.
        var run = JavaRun.of(part(), work.settings(), home, "-XX:TieredStopAtLevel=1", "-Xmx256m");
        return run.launch(List.of(
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                classPath(home),
                "io.quarkus.runner.GeneratedMain"));
    }

    private static String classPath(Path home) throws IOException {
        var jars = new ArrayList<String>();
        jars.add(home.resolve("quarkus/transformed-bytecode.jar").toString());
        jars.add(home.resolve("quarkus/generated-bytecode.jar").toString());
        for (var directory : List.of("app", "lib/boot", "lib/main")) {
            try (Stream<Path> files = Files.list(home.resolve(directory))) {
                files.map(Path::toString).sorted().forEach(jars::add);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    /** Management tells the truth; the API port answers "no such schema" while old schemas are still being read. */
    @Override
    public boolean isReady() throws IOException {
        return Probes.answersOk(work.port(Port.REGISTRY_MANAGEMENT), "/health/ready");
    }

    private String settings() {
        return """
                # Written at each start.
                quarkus.http.host=127.0.0.1
                quarkus.http.port=%d
                quarkus.management.host=127.0.0.1
                quarkus.management.port=%d
                quarkus.http.access-log.enabled=false
                quarkus.log.category."io.apicurio".level=WARN
                quarkus.log.category."org.apache.kafka".level=WARN
                quarkus.log.category."io.quarkus.runtime.configuration".level=ERROR
                quarkus.log.category."io.quarkus.config".level=ERROR
                quarkus.log.category."io.smallrye.health".level=WARN
                apicurio.rules.global.compatibility=FULL_TRANSITIVE
                apicurio.rules.global.validity=FULL
                apicurio.datasource.jdbc.initial-size=2
                apicurio.datasource.jdbc.min-size=2
                apicurio.storage.kind=kafkasql
                apicurio.kafkasql.bootstrap.servers=%s
                # Default 5000, of which each start waits two or three.
                apicurio.kafkasql.consumer.poll.timeout=100
                """.formatted(
                port(), work.port(Port.REGISTRY_MANAGEMENT), work.settings().bootstrapServers());
    }
}
