package io.staylog.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/** A .properties file that every program reads alike: Kafka and Spring take the bytes of one for ISO 8859-1. */
final class PropertiesText {
    private PropertiesText() {}

    /** The file's content, in ASCII: paths may have any letters. */
    static String of(Map<String, String> settings) {
        var properties = new Properties();
        properties.putAll(settings);
        var bytes = new ByteArrayOutputStream();
        try {
            properties.store(bytes, "Written at each start.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
