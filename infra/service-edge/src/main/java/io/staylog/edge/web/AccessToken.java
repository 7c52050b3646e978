package io.staylog.edge.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;

/** The secret that callers show who change something. It is in a file that only its owner can read. */
public final class AccessToken {
    private static final int SECRET_BYTES = 32;
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final byte[] secret;

    private AccessToken(String secret) {
        this.secret = secret.getBytes(UTF_8);
    }

    /**
     * Reads the token; makes a new one where there is no file.
     *
     * @throws IllegalStateException if the file is there and empty
     */
    public static AccessToken ofFile(Path file) {
        try {
            create(file);
            return new AccessToken(read(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the token file " + file + " can neither be read nor made", e);
        }
    }

    private static void create(Path file) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        var text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n";
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
                try (var channel = Files.newByteChannel(file, options, owner)) {
                    channel.write(UTF_8.encode(text));
                }
            } else {
                Files.writeString(file, text, options.toArray(StandardOpenOption[]::new));
            }
        } catch (FileAlreadyExistsException _) {
            return; // Another service has made it, or an earlier start.
        }
    }

    /** Another service may have made the file a moment ago and not have written it yet. */
    private static String read(Path file) throws IOException {
        long deadline = System.nanoTime() + WRITTEN_WITHIN.toNanos();
        while (true) {
            var text = Files.readString(file).strip();
            if (!text.isEmpty()) {
                return text;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the token file " + file + " is empty; delete it to get a new one");
            }
            rest();
        }
    }

    private static void rest() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the token file", e);
        }
    }

    /** Whether an Authorization header shows the token. Takes the same time for every wrong one. */
    public boolean isShownIn(String authorization) {
        var scheme = "Bearer ";
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length())
                && MessageDigest.isEqual(
                        secret, authorization.substring(scheme.length()).strip().getBytes(UTF_8));
    }
}
