package io.staylog.banksimulator.post;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom the bank tells what happens.
 *
 * @param urls where notifications are posted; none: nobody is told anything
 * @param secretFile secrets, one a line; the first one signs
 * @param all whether everything is told, or only what the caller could not know from an answer
 */
public record Notifying(List<URI> urls, @Nullable Path secretFile, boolean all) {
    /** Nobody is told anything. */
    public static final Notifying NOBODY = new Notifying(List.of(), null, false);

    /** Copies. */
    public Notifying {
        urls = List.copyOf(urls);
    }

    /**
     * Signs with the first secret of the file.
     *
     * @throws IOException if it can't be read or holds none
     */
    Signature signature() throws IOException {
        if (secretFile == null) {
            throw new IOException("Notifications need --notify-secret-file, a file with a secret in its first line");
        }
        return Files.readAllLines(secretFile).stream()
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .findFirst()
                .map(Signature::new)
                .orElseThrow(() -> new IOException(secretFile + " holds no secret; write one into its first line"));
    }
}
