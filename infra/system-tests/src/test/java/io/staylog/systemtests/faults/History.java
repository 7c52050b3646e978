package io.staylog.systemtests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was asked for, told, shown and broken, line by line in a file. A line is on the disk when its method returns, so that
 * what is sent after it cannot be forgotten. Safe for use by many threads.
 */
final class History implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final FileChannel channel;

    History(Path file) {
        this.file = file;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return file;
    }

    /** Something is about to be sent, for the first time or again. */
    void invoke(Asked asked, String via) {
        var line = line("invoke", asked.requestId());
        line.put("op", asked.op());
        line.put("hotel", asked.hotel());
        line.put("booking", asked.booking());
        line.put("via", via);
        write(line);
    }

    /** A log has it, there. */
    void ok(UUID requestId, RecordMetadata at) {
        var line = line("ok", requestId);
        line.put("topic", at.topic());
        line.put("partition", at.partition());
        line.put("offset", at.offset());
        line.put("answer", null);
        write(line);
    }

    /** A service has said that the log has it. */
    void ok(UUID requestId, int answer) {
        var line = line("ok", requestId);
        line.put("answer", Integer.toString(answer));
        write(line);
    }

    /** It has certainly not happened. */
    void fail(UUID requestId, String why) {
        ended("fail", requestId, why);
    }

    /** Nobody knows. */
    void info(UUID requestId, String why) {
        ended("info", requestId, why);
    }

    private void ended(String how, UUID requestId, String why) {
        var line = line(how, requestId);
        line.put("why", why);
        write(line);
    }

    /**
     * A reader was shown something.
     *
     * @param stream which reader it was
     * @param after what he had asked for at least
     * @param position what the answer stands on
     * @param sse the id of an event
     */
    record Shown(
            String what,
            String stream,
            @Nullable String hotel,
            @Nullable UUID booking,
            @Nullable String after,
            @Nullable String position,
            @Nullable String sse,
            @Nullable String says) {}

    void read(Shown shown) {
        var line = line("read", null);
        line.put("what", shown.what());
        line.put("stream", shown.stream());
        line.put("hotel", shown.hotel());
        line.put("booking", shown.booking());
        line.put("after", shown.after());
        line.put("position", shown.position());
        line.put("sse", shown.sse());
        line.put("says", shown.says());
        write(line);
    }

    /** Something begins to go wrong. */
    void fault(Fault fault, long seed, long untilMs) {
        var line = line("fault", null);
        line.put("kind", fault.kind());
        line.put("what", fault.what());
        line.put("seed", seed);
        line.put("until", untilMs);
        write(line);
    }

    /** Nothing goes wrong any more. */
    void healed() {
        write(line("healed", null));
    }

    private static Map<String, Object> line(String kind, @Nullable UUID id) {
        var line = new LinkedHashMap<String, Object>();
        line.put("t", kind);
        if (id != null) {
            line.put("id", id);
        }
        line.put("wall", System.currentTimeMillis());
        line.put("mono", System.nanoTime());
        return line;
    }

    private synchronized void write(Map<String, Object> line) {
        try {
            var bytes = ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
