package io.staylog.systemtests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A live page: hears what reporting-service tells it, and comes back with the newest id whenever the line was lost. */
final class Listener implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String ID = "id:";

    private final History history;
    private final Door door;
    private final String name;
    private final Thread thread;
    private volatile boolean isDone;
    private volatile @Nullable HttpResponse<Stream<String>> line;
    private @Nullable String last;

    Listener(History history, Door door, String name) {
        this.history = history;
        this.door = door;
        this.name = name;
        this.thread = Thread.ofVirtual().name("listener-" + name).start(this::listen);
    }

    private void listen() {
        while (!isDone) {
            try {
                var answer = door.listen("/live", last == null ? Map.of() : Map.of("Last-Event-ID", last));
                line = answer;
                try (var lines = answer.body()) {
                    lines.filter(text -> text.startsWith(ID)).forEach(this::hear);
                }
            } catch (IOException | UncheckedIOException e) {
                // It comes back below.
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void hear(String text) {
        last = text.substring(ID.length()).strip();
        history.read(new History.Shown("sse", name, null, null, null, null, last, null));
    }

    @Override
    public void close() {
        isDone = true;
        var open = line;
        if (open != null) {
            open.body().close();
        }
        thread.interrupt();
    }
}
