package io.staylog.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The directory that holds everything of one Staylog; for its owner's eyes only. */
record DataDir(Path root) {
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final int SECRET_BYTES = 32;
    private static final long LOG_BYTES_MAX = 10_000_000;

    /** Creates what is missing. */
    DataDir create() {
        for (var directory : new Path[] {root, run(), root.resolve("logs")}) {
            directory(directory);
        }
        return this;
    }

    static Path directory(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, OWNER_DIRECTORY);
            return directory;
        } catch (UnsupportedOperationException e) {
            return directory;
        } catch (IOException e) {
            throw new LocalException("The directory " + directory + " cannot be used: " + e, e);
        }
    }

    /** What a part keeps over restarts. */
    Path part(String name) {
        return directory(root.resolve(name));
    }

    Path run() {
        return root.resolve("run");
    }

    Path pidFile(String name) {
        return run().resolve(name + ".pid");
    }

    Path log(String name) {
        return root.resolve("logs").resolve(name + ".log");
    }

    /** Names the process of a stack that has started everything; no pid file of a part. */
    PidFile ready() {
        return new PidFile(run().resolve("ready"));
    }

    Path settings() {
        return root.resolve("staylog.properties");
    }

    /** Callers of the services' HTTP interfaces show what is in this file. */
    Path token() {
        return root.resolve("token");
    }

    /** For PostgreSQL's administrator and for the reporting service. */
    Path postgresPassword() {
        return root.resolve("postgres.password");
    }

    /** The bank signs its notifications with the first secret in it, and payment-service knows them by all of them. */
    Path bankSecrets() {
        return root.resolve("bank.secrets");
    }

    /** A log that earlier runs have filled makes way for a new one. */
    Path logForAppending(String name) throws IOException {
        var log = log(name);
        if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
            Files.move(log, log.resolveSibling(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    /** What the file says; a new random secret where there is none yet. */
    static String secret(Path file) {
        try {
            if (!Files.exists(file)) {
                var bytes = new byte[SECRET_BYTES];
                new SecureRandom().nextBytes(bytes);
                var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
                // Whole or not at all: a half-written secret would lock everybody out.
                var draft = writePrivate(file.resolveSibling(file.getFileName() + ".draft"), secret + "\n");
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the file's content; nobody else may read it. */
    static Path writePrivate(Path file, String content) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        try {
            Files.setPosixFilePermissions(file, OWNER_FILE);
        } catch (UnsupportedOperationException e) {
            // A file system without permissions; its directory's owner decides.
        }
        return Files.writeString(file, content, StandardOpenOption.TRUNCATE_EXISTING);
    }
}
