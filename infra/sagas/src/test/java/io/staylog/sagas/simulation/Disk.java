package io.staylog.sagas.simulation;

import io.staylog.eventsourcing.StateFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The snapshots of one process, as bytes. They are a cache that may be old or gone at any time. */
final class Disk<S> {
    private static final int SNAPSHOT_EVERY = 80;

    private record Snapshot(Map<String, byte[]> states, int folded) {}

    private final StateFormat<S> format;
    private final Map<Integer, Snapshot> snapshots = new HashMap<>();

    Disk(StateFormat<S> format) {
        this.format = format;
    }

    void saveIfDue(Holding<S> holding) {
        if (holding.folded - holding.kept >= SNAPSHOT_EVERY) {
            save(holding, holding.folded);
        }
    }

    void save(Holding<S> holding, int folded) {
        var states = new HashMap<String, byte[]>();
        holding.states.forEach((key, state) -> states.put(key, bytes(state)));
        snapshots.put(holding.partition, new Snapshot(states, folded));
        holding.kept = folded;
    }

    private byte[] bytes(S state) {
        try {
            var out = new ByteArrayOutputStream();
            format.write(state, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins with a snapshot, if there is one that is not ahead of the log; whether there was. */
    boolean load(Holding<S> holding, int end) {
        var snapshot = snapshots.get(holding.partition);
        if (snapshot == null || snapshot.folded() > end) {
            return false;
        }
        snapshot.states().forEach((key, bytes) -> {
            try {
                holding.states.put(key, format.read(key, new ByteArrayInputStream(bytes)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        holding.folded = snapshot.folded();
        holding.kept = snapshot.folded();
        return true;
    }

    void lose() {
        snapshots.clear();
    }
}
