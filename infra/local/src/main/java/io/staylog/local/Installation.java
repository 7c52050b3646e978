package io.staylog.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Programs ready to run, each in a directory named by its content.
 *
 * <p>Programs run from here, not from the build's directories: a rebuild must not change files under a running process, and
 * class caches hold only for unchanged files. Several stacks may share one installation.
 */
record Installation(Path dir, Duration unusedIsKept) {
    private static final int KEY_CHARS = 12;
    private static final String USED = ".used";
    /** In the name of everything that is not finished yet. */
    static final String DRAFT = ".draft-";

    private static final Duration DRAFTS_KEPT = Duration.ofHours(6);

    /** Fills a new directory. */
    interface Filling {
        void fill(Path directory) throws IOException, InterruptedException;
    }

    /** The directory with that content, filled if it is not there yet. */
    Path install(String name, String content, Filling filling) throws IOException, InterruptedException {
        var home = dir.resolve(name + "-" + key(content));
        if (!Files.exists(home)) {
            DataDir.directory(dir);
            var draft = DataDir.directory(dir.resolve(name + DRAFT + UUID.randomUUID()));
            try {
                filling.fill(draft);
                moveUnlessThere(draft, home);
            } finally {
                deleteTree(draft);
            }
        }
        touch(home.resolve(USED));
        removeDrafts(dir);
        removeDrafts(home);
        removeOthers(name, home);
        return home;
    }

    /** What is in these files, judged by their names and lengths: right for files with a version in their names. */
    static String contentByName(List<Path> files) throws IOException {
        var content = new StringBuilder();
        for (var file : files) {
            content.append(file.getFileName())
                    .append(' ')
                    .append(Files.size(file))
                    .append('\n');
        }
        return content.toString();
    }

    /** What is in a jar, judged by the checksums in its table of contents; a second build of the same is the same. */
    static String contentOfJar(Path jar) throws IOException {
        var content = new StringBuilder();
        try (var zip = new ZipFile(jar.toFile())) {
            zip.stream()
                    .forEach(entry -> content.append(entry.getName())
                            .append(' ')
                            .append(entry.getCrc())
                            .append('\n'));
        }
        return content.toString();
    }

    /** A short name for a long text. */
    static String key(String content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, KEY_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void touch(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    }

    private static void moveUnlessThere(Path draft, Path home) throws IOException {
        try {
            Files.move(draft, home);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
            // Another stack was faster, with the same content.
        }
    }

    private void removeOthers(String name, Path current) throws IOException {
        var limit = Instant.now().minus(unusedIsKept);
        try (Stream<Path> entries = Files.list(dir)) {
            var others = entries.filter(
                            entry -> entry.getFileName().toString().matches(name + "-[0-9a-f]{" + KEY_CHARS + "}"))
                    .filter(entry -> !entry.equals(current))
                    .filter(entry -> lastUse(entry).isBefore(limit))
                    .toList();
            for (var other : others) {
                deleteTree(other);
            }
        }
    }

    /** What a process that was killed could not finish; younger ones may be somebody's work. */
    private static void removeDrafts(Path directory) throws IOException {
        var limit = FileTime.from(Instant.now().minus(DRAFTS_KEPT));
        try (Stream<Path> entries = Files.list(directory)) {
            for (var entry : entries.filter(
                            entry -> entry.getFileName().toString().contains(DRAFT))
                    .toList()) {
                if (isOlder(entry, limit)) {
                    deleteTree(entry);
                }
            }
        }
    }

    private static boolean isOlder(Path entry, FileTime limit) throws IOException {
        try {
            return Files.getLastModifiedTime(entry).compareTo(limit) < 0;
        } catch (NoSuchFileException e) {
            // Its owner has finished it in the meantime.
            return false;
        }
    }

    private static Instant lastUse(Path home) {
        try {
            return Files.getLastModifiedTime(home.resolve(USED)).toInstant();
        } catch (IOException e) {
            // Not used yet: another stack is about to.
            return Instant.MAX;
        }
    }

    static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
