package io.staylog.reporting.document;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes JSON Lines: one object about the file, then one for each row, which names its table. */
final class JsonLinesFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private JsonLinesFile() {}

    static byte[] write(DocumentSource source, List<Sheet> sheets) {
        var bytes = new ByteArrayOutputStream();
        line(bytes, about(source));
        for (var sheet : sheets) {
            var rows = sheet.rows().iterator();
            while (rows.hasNext()) {
                line(bytes, object(sheet, rows.next()));
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, @Nullable Object> about(DocumentSource source) {
        var standsOn = source.heading().standsOn();
        var about = new LinkedHashMap<String, @Nullable Object>();
        about.put("schema", source.kind().schema());
        about.put("hotelId", source.heading().hotel().hotelId());
        about.put("subject", source.subject());
        about.put("dataAt", standsOn.dataAt() == null ? null : standsOn.dataAt().toString());
        about.put("asOf", standsOn.offsets());
        return about;
    }

    private static Map<String, @Nullable Object> object(Sheet sheet, List<@Nullable Object> row) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("table", sheet.name());
        for (int i = 0; i < row.size(); i++) {
            var value = row.get(i);
            object.put(
                    sheet.columns().get(i).name(),
                    value instanceof LocalDate || value instanceof Instant ? value.toString() : value);
        }
        var links = new LinkedHashMap<String, String>();
        for (var link : sheet.links()) {
            var address = row.get(sheet.at(link.column())) == null
                    ? null
                    : link.address().apply(row);
            if (address != null) {
                links.put(link.column(), address);
            }
        }
        if (!links.isEmpty()) {
            object.put("links", links);
        }
        return object;
    }

    private static void line(ByteArrayOutputStream bytes, Map<String, @Nullable Object> object) {
        bytes.writeBytes(JSON.writeValueAsString(object).getBytes(StandardCharsets.UTF_8));
        bytes.write('\n');
    }
}
