package io.staylog.checker.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Looks for texts or bytes in every file of some directories, as they stand there, and in what gzip and zip files (XLSX too)
 * hold. What is compressed or encrypted in another way is not seen through.
 */
public final class Canaries {
    private static final String HEX = "hex:";
    private static final int BUFFER = 1 << 20;

    /**
     * A canary in a file.
     *
     * @param offset of its first byte, in the file or in what it holds
     */
    public record Hit(String canary, Path file, long offset) {}

    @SuppressWarnings("ArrayRecordComponent") // It is never compared.
    private record Needle(String name, byte[] bytes) {}

    private final List<Needle> needles = new ArrayList<>();
    private final List<Hit> hits = new ArrayList<>();
    private final int longest;
    private long files;

    /**
     * Looks for these.
     *
     * @param canaries texts; with {@code hex:} before them, bytes
     * @throws IllegalArgumentException if one is empty or no hex digits follow
     */
    public Canaries(List<String> canaries) {
        for (var canary : canaries) {
            var bytes = canary.startsWith(HEX)
                    ? HexFormat.of().parseHex(canary.substring(HEX.length()))
                    : canary.getBytes(UTF_8);
            if (bytes.length == 0) {
                throw new IllegalArgumentException("a canary is empty");
            }
            needles.add(new Needle(canary, bytes));
        }
        longest = needles.stream().mapToInt(it -> it.bytes().length).max().orElse(1);
    }

    /**
     * Looks in a directory and all below it, or in a file. Links are not followed.
     *
     * @throws Unreachable if something cannot be read
     */
    public void in(Path root) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
                    if (is.isRegularFile()) {
                        look(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                // Files come and go while services run.
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException && !file.equals(root)) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }
            });
        } catch (IOException e) {
            throw new Unreachable("cannot look for canaries in " + root + ": " + e, e);
        }
    }

    /** How many files were looked through. */
    public long files() {
        return files;
    }

    /** Where they are. */
    public List<Hit> hits() {
        return List.copyOf(hits);
    }

    private void look(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            files++;
            look(in, file);
        } catch (NoSuchFileException e) {
            return;
        }
        var name = file.getFileName().toString();
        try (var in = Files.newInputStream(file)) {
            if (name.endsWith(".gz")) {
                look(new GZIPInputStream(in), file);
            } else if (name.endsWith(".zip") || name.endsWith(".xlsx")) {
                var zip = new ZipInputStream(in);
                while (zip.getNextEntry() != null) {
                    look(zip, file);
                }
            }
        } catch (ZipException e) {
            // It is called so and is none; its bytes have been looked at.
        } catch (NoSuchFileException e) {
            // It has gone.
        }
    }

    /** The end of what was read before stays in front of what follows, or a canary on the border would be missed. */
    private void look(InputStream in, Path file) throws IOException {
        var buffer = new byte[BUFFER];
        int kept = 0;
        long base = 0;
        for (int read = in.read(buffer, 0, BUFFER); read >= 0; read = in.read(buffer, kept, BUFFER - kept)) {
            int end = kept + read;
            for (var needle : needles) {
                find(needle, buffer, end, kept, base, file);
            }
            int keep = Math.min(end, longest - 1);
            System.arraycopy(buffer, end - keep, buffer, 0, keep);
            base += end - keep;
            kept = keep;
        }
    }

    private void find(Needle needle, byte[] buffer, int end, int seen, long base, Path file) {
        var bytes = needle.bytes();
        // Whatever ends in what was seen before has been found there.
        for (int at = Math.max(0, seen - bytes.length + 1); at <= end - bytes.length; at++) {
            if (buffer[at] == bytes[0] && Arrays.equals(buffer, at, at + bytes.length, bytes, 0, bytes.length)) {
                hits.add(new Hit(needle.name(), file, base + at));
            }
        }
    }
}
