package io.staylog.cli.client;

import io.staylog.schemas.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of a record that this program writes: CloudEvents in binary mode, and a new trace. */
public final class Headers {
    /** What this program calls itself. */
    public static final String SOURCE = "staylog-cli";

    private Headers() {}

    /**
     * The headers.
     *
     * @param id the record's own id; the request id where it has one
     * @param type full name of the Avro record
     * @param key the record's key
     * @param now when it is written
     */
    public static RecordHeaders of(String id, String type, String key, Instant now) {
        var headers = new RecordHeaders();
        add(headers, EventHeaders.SPEC_VERSION, "1.0");
        add(headers, EventHeaders.ID, id);
        add(headers, EventHeaders.TYPE, type);
        add(headers, EventHeaders.SOURCE, SOURCE);
        add(headers, EventHeaders.TIME, now.toString());
        add(headers, EventHeaders.SUBJECT, key);
        add(headers, EventHeaders.CONTENT_TYPE, "application/avro");
        add(headers, EventHeaders.TRACE_PARENT, newTrace());
        return headers;
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String newTrace() {
        var random = ThreadLocalRandom.current();
        var hex = HexFormat.of();
        return "00-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()) + "-"
                + hex.toHexDigits(random.nextLong()) + "-01";
    }
}
