package io.staylog.eventsourcing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * How the state of one key is kept in a snapshot. Snapshots are a cache: one that cannot be read is thrown away, and the log
 * is folded instead.
 *
 * @param <S> state of one key
 */
public interface StateFormat<S> {
    /** Changes whenever the fold or the format changes, so that no snapshot of an older program is read. */
    int version();

    /** Writes a state. */
    void write(S state, OutputStream out) throws IOException;

    /**
     * Reads a state that {@link #write} wrote, and nothing beyond it.
     *
     * @throws IOException if the bytes are not such a state
     */
    S read(String key, InputStream in) throws IOException;
}
