package io.staylog.banksimulator.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What goes back over the wire. */
sealed interface Answer {

    /** A JSON object. */
    record Json(int status, ObjectNode body, Map<String, String> headers) implements Answer {
        Json(int status, ObjectNode body) {
            this(status, body, Map.of());
        }
    }

    /** Something of any length. */
    record Stream(String contentType, Writer writer) implements Answer {
        static Stream of(String contentType, String text) {
            return new Stream(contentType, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Nothing: the connection is held for a while and then closed. */
    record Silence() implements Answer {}

    /** Nothing: the connection is closed at once. */
    record Reset() implements Answer {}

    /** Writes a body. */
    @FunctionalInterface
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }
}
