package io.staylog.banksimulator.http;

import java.io.IOException;
import java.io.OutputStream;
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
    record Stream(String contentType, Writer writer) implements Answer {}

    /** Nothing: the connection is held for a while and then closed. */
    record Silence() implements Answer {}

    /** Writes a body. */
    @FunctionalInterface
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }
}
