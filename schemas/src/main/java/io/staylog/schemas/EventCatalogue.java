package io.staylog.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The catalogue of all topics and record types that was made together with this jar: for programs and for people. */
public final class EventCatalogue {
    private EventCatalogue() {}

    /** An AsyncAPI 3 document in JSON, UTF-8. */
    public static byte[] asyncApi() {
        return bytes("catalogue/asyncapi.json");
    }

    /** The same as one HTML page that needs nothing else, UTF-8. */
    public static byte[] page() {
        return bytes("catalogue/catalogue.html");
    }

    private static byte[] bytes(String name) {
        try (InputStream in = EventCatalogue.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing; it is made by the build of this jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
