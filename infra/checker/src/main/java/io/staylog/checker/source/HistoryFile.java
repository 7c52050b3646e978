package io.staylog.checker.source;

import io.staylog.checker.rules.History;
import io.staylog.checker.rules.Place;
import io.staylog.checker.rules.Shown;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a load generator wrote down, as JSON lines: {@code invoke}, {@code ok}, {@code fail}, {@code info}, {@code read},
 * {@code fault} and {@code healed}. A killed writer may have left the last line torn; any other line that cannot be read is an
 * error, because whatever it said would be missing.
 */
public final class HistoryFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final History history;
    private long lineNo;

    private HistoryFile(History history) {
        this.history = history;
    }

    /**
     * Reads a file.
     *
     * @param hotels the hotels to look at; empty for all
     * @throws Unreachable if it cannot be read
     */
    public static History read(Path file, Set<String> hotels) {
        var history = new History(hotels);
        var reader = new HistoryFile(history);
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            reader.read(in);
        } catch (IOException e) {
            throw new Unreachable("the history " + file + " cannot be read: " + e.getMessage(), e);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new Unreachable(
                    "line " + reader.lineNo + " of the history " + file
                            + " is not one of a load generator's; only the last line may be torn: " + e.getMessage(),
                    e);
        }
        return history;
    }

    private void read(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                lineNo++;
                take(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(b);
            }
        }
        if (line.size() > 0) {
            lineNo++;
            last(line.toString(StandardCharsets.UTF_8));
        }
    }

    /** Without a line feed at its end it may be whole or not. */
    private void last(String text) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JacksonException e) {
            history.torn();
            return;
        }
        take(node);
    }

    private void take(String text) {
        if (!text.isBlank()) {
            take(JSON.readTree(text));
        }
    }

    private void take(JsonNode line) {
        var kind = text(line, "t");
        switch (kind) {
            case "invoke" ->
                history.invoked(
                        text(line, "id"),
                        text(line, "op"),
                        text(line, "hotel"),
                        line.path("booking").asString(""),
                        number(line, "wall"),
                        number(line, "mono"));
            case "ok" -> history.acknowledged(text(line, "id"), number(line, "mono"), place(line));
            case "fail" -> history.failed(text(line, "id"));
            case "info" -> history.unknown(text(line, "id"));
            case "read" -> history.shown(shown(line));
            case "fault" -> history.fault(text(line, "kind"));
            case "healed" -> {} // What follows is judged as all the rest.
            default -> throw new IllegalArgumentException("\"t\" is \"" + kind + "\"");
        }
    }

    private Shown shown(JsonNode line) {
        var hotel = line.path("hotel").asString("");
        return new Shown(
                new Place(History.PLACE, 0, lineNo),
                number(line, "wall"),
                text(line, "what"),
                hotel,
                line.path("booking").asString(""),
                optional(line, "position"),
                optional(line, "after"),
                line.path("stream").asString(hotel),
                optional(line, "sse"),
                line.path("says").asString(""));
    }

    private static @Nullable Place place(JsonNode line) {
        var topic = optional(line, "topic");
        boolean isKnown = topic != null
                && line.path("partition").isIntegralNumber()
                && line.path("offset").isIntegralNumber();
        return isKnown && topic != null
                ? new Place(
                        topic,
                        line.path("partition").asInt(),
                        line.path("offset").asLong())
                : null;
    }

    private static @Nullable String optional(JsonNode line, String field) {
        var value = line.path(field).asString("");
        return value.isEmpty() ? null : value;
    }

    private static String text(JsonNode line, String field) {
        var value = line.path(field);
        if (!value.isString() || value.asString().isEmpty()) {
            throw new IllegalArgumentException("it has no \"" + field + "\"");
        }
        return value.asString();
    }

    private static long number(JsonNode line, String field) {
        var value = line.path(field);
        if (!value.isIntegralNumber()) {
            throw new IllegalArgumentException("its \"" + field + "\" is not a whole number");
        }
        return value.asLong();
    }
}
