package io.staylog.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One instance of one of our services.
 *
 * <p>Its settings are in a file, not in its environment: secrets stay out of process lists, and a person can read what it
 * was given.
 */
record ServiceProgram(
        Workplace work,
        Part part,
        int number,
        int port,
        @Nullable Path otherBuild) implements Program {

    private static final String SNAPSHOTS = "snapshots";

    /** An instance of the build in this project. */
    ServiceProgram(Workplace work, Part part, int number, int port) {
        this(work, part, number, port, null);
    }

    /** The same instance from another jar; null for the build in this project. */
    ServiceProgram ofBuild(@Nullable Path jar) {
        return new ServiceProgram(work, part, number, port, jar);
    }

    @Override
    public String name() {
        return number == 1 ? part.id() : part.id() + "-" + number;
    }

    @Override
    public Launch prepare() throws IOException, InterruptedException {
        var jar = otherBuild == null ? work.built().ownJar(part) : otherBuild;
        var home = work.installation().install(part.id(), Installation.contentOfJar(jar), dir -> unpack(jar, dir));
        var settings = work.data().run().resolve(name() + ".properties");
        DataDir.writePrivate(settings, PropertiesText.of(settings()));
        if (number > 1 && part != Part.REPORTING) {
            shareSnapshots();
        }
        return JavaRun.of(part, work.settings(), home, "-XX:TieredStopAtLevel=1", "-Xmx384m")
                .launch(List.of(
                        "-Dspring.config.additional-location=file:" + settings,
                        "-jar",
                        home.resolve(jar.getFileName()).toString()));
    }

    /** Who takes a partition over on this machine begins with the snapshot that the other instance has left. */
    private void shareSnapshots() throws IOException {
        var own = work.data().part(name()).resolve(SNAPSHOTS);
        if (!Files.exists(own)) {
            var ofTheFirst = Files.createDirectories(work.data().part(part.id()).resolve(SNAPSHOTS));
            Files.deleteIfExists(own); // A link that leads nowhere any more.
            Files.createSymbolicLink(own, ofTheFirst);
        }
    }

    /** Jars within a jar are slow to read, and the JVM's class cache does not look into them. */
    private void unpack(Path jar, Path directory) throws IOException, InterruptedException {
        work.progress().accept("Unpacking " + part.id() + " (once per build)");
        var command = List.of(
                JavaRun.java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--force",
                "--destination",
                directory.toString());
        new Tool(command, directory, work.data().logForAppending(name())).run("", jar + " could not be unpacked");
    }

    private Map<String, String> settings() {
        var local = work.settings();
        var settings = new LinkedHashMap<String, String>();
        settings.put("server.address", "127.0.0.1");
        settings.put("server.port", Integer.toString(port));
        settings.put("staylog.instance", part.id() + "-" + number);
        settings.put("staylog.data-dir", work.data().part(name()).toString());
        settings.put("staylog.token-file", local.tokenFile().toString());
        settings.put("staylog.kafka.bootstrap-servers", local.bootstrapServers(number));
        settings.put("staylog.registry.url", local.registryUrl());
        if (part == Part.PAYMENT) {
            settings.put("staylog.bank.gateways.simulator.url", local.bankUrl());
            DataDir.secret(work.data().bankSecrets());
            settings.put(
                    "staylog.bank.gateways.simulator.notification-secrets-file",
                    work.data().bankSecrets().toString());
        }
        if (part == Part.REPORTING) {
            settings.put("spring.datasource.url", local.jdbcUrl());
            settings.put("spring.datasource.username", LocalSettings.DATABASE_USER);
            settings.put(
                    "spring.datasource.password", DataDir.secret(work.data().postgresPassword()));
        }
        return settings;
    }

    @Override
    public boolean isReady() throws IOException {
        return Probes.answersOk(port, "/actuator/health/readiness");
    }
}
