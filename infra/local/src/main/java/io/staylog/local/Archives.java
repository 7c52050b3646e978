package io.staylog.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks what Java itself cannot. */
final class Archives {
    private static final int OWNER_MAY_EXECUTE = 0b001_000_000;

    private Archives() {}

    static void unpackTarGz(Path archive, Path into) throws IOException {
        try (var bytes = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)), 1 << 16)) {
            unpackTar(bytes, into);
        }
    }

    /** PostgreSQL comes as a tar file, packed with xz, inside a jar. */
    static void unpackTarXzInJar(Path jar, Path into) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            var entry = zip.stream()
                    .filter(candidate -> candidate.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no .txz in " + jar));
            try (var bytes = new XZCompressorInputStream(new BufferedInputStream(zip.getInputStream(entry)))) {
                unpackTar(bytes, into);
            }
        }
    }

    private static void unpackTar(InputStream bytes, Path into) throws IOException {
        var tar = new TarArchiveInputStream(bytes);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            var target = into.resolve(entry.getName()).normalize();
            if (!target.startsWith(into)) {
                throw new IOException("an archive entry leaves its directory: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(target);
                continue;
            }
            Files.createDirectories(target.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, target);
                if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0) {
                    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
                }
            }
        }
    }
}
