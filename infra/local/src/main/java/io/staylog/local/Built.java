package io.staylog.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Where the build has put the programs; nothing is fetched from a network at run time.
 *
 * <p>What belongs to a program is what the manifest of its jar names: a build never removes what an earlier one has copied,
 * and two versions of a library must not meet on a class path.
 */
record Built(Path projectDir) {
    private static final String OWN_JARS = "staylog-";

    /** Jars of the broker, each with its version in its name. */
    List<Path> brokerJars() {
        var jars = libraries(launcher(), "the Kafka broker").stream()
                .filter(jar -> !jar.getFileName().toString().startsWith(OWN_JARS))
                .sorted()
                .toList();
        if (jars.stream().noneMatch(jar -> jar.getFileName().toString().startsWith("kafka_"))) {
            throw missing("the Kafka broker", launcher());
        }
        return jars;
    }

    /** What the bank's jar needs beside it. */
    List<Path> bankLibraries() {
        return libraries(ownJar(Part.BANK), Part.BANK.id());
    }

    Path registryArchive() {
        return program("Staylog-Registry", "the schema registry");
    }

    Path postgresArchive() {
        return program("Staylog-Postgres", "PostgreSQL");
    }

    /** The jar of a part that this project builds. */
    Path ownJar(Part part) {
        var jar = ownJarPath(part);
        if (!Files.exists(jar)) {
            throw missing(part.id(), jar);
        }
        return jar;
    }

    /** Throws a sentence if the part's files are not there. */
    void require(Part part) {
        var _ = switch (part) {
            case BROKER -> brokerJars();
            case REGISTRY -> registryArchive();
            case POSTGRES -> postgresArchive();
            case BANK, BOOKING, PAYMENT, REPORTING -> ownJar(part);
        };
    }

    /** Whether a part of our own has been built yet; always true of the others. */
    boolean isBuilt(Part part) {
        return switch (part) {
            case BROKER, REGISTRY, POSTGRES -> true;
            case BANK, BOOKING, PAYMENT, REPORTING -> Files.exists(ownJarPath(part));
        };
    }

    private Path ownJarPath(Part part) {
        return switch (part) {
            case BANK -> projectDir.resolve("infra/bank-simulator/target/bank-simulator.jar");
            case BOOKING, PAYMENT, REPORTING ->
                projectDir.resolve(part.id()).resolve("target").resolve(part.id() + "-app.jar");
            case BROKER, REGISTRY, POSTGRES -> throw new IllegalArgumentException(part + " comes from elsewhere");
        };
    }

    /** The jar whose manifest names everything that is no service of ours. */
    private Path launcher() {
        return projectDir.resolve("infra/local/target/staylog-local.jar");
    }

    private Path program(String attribute, String what) {
        var file = attribute(launcher(), attribute, what).map(launcher()::resolveSibling);
        return file.filter(Files::exists).orElseThrow(() -> missing(what, file.orElse(launcher())));
    }

    private List<Path> libraries(Path jar, String what) {
        var libraries = attribute(jar, Attributes.Name.CLASS_PATH.toString(), what).stream()
                .flatMap(names -> Stream.of(names.split(" ")))
                .map(jar::resolveSibling)
                .toList();
        for (var library : libraries) {
            if (!Files.exists(library)) {
                throw missing(what, library);
            }
        }
        return libraries;
    }

    private Optional<String> attribute(Path jar, String name, String what) {
        try (var file = new JarFile(jar.toFile())) {
            var manifest = Optional.ofNullable(file.getManifest());
            return manifest.map(all -> all.getMainAttributes().getValue(name));
        } catch (IOException e) {
            throw missing(what, jar);
        }
    }

    private LocalException missing(String what, Path where) {
        return new LocalException("The files of " + what + " are missing (" + where
                + "): run ./mvnw package -DskipTests in " + projectDir + ", which downloads and builds them.");
    }
}
