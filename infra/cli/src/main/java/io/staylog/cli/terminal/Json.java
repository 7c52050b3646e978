package io.staylog.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The one way this program reads and writes JSON. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // 72.50 is exact to two digits, and a comparison goes as far as a figure is exact.
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    // The parser names its input in its own words; here the file or option is named.
    private static final Pattern SOURCE_NOISE =
            Pattern.compile("\\s*\\(start marker at \\[Source: [^]]*]\\)|\\s*at \\[Source: [^]]*]");

    private Json() {}

    /** An empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** An empty array. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /**
     * One JSON value.
     *
     * @throws Failure if the text is none, saying where
     */
    public static JsonNode parse(String text, String source) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw notJson(source, e);
        }
    }

    /**
     * All values of a file: one document, an array of documents, or one document per line.
     *
     * @param file the file, or {@code -} for standard input
     * @throws Failure if the file cannot be read or is not JSON, saying where
     */
    public static List<JsonNode> documents(String file) {
        var documents = new ArrayList<JsonNode>();
        try (var input = open(file);
                var values = MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(input)) {
            while (values.hasNextValue()) {
                var value = values.nextValue();
                if (value.isArray()) {
                    value.forEach(documents::add);
                } else {
                    documents.add(value);
                }
            }
        } catch (JacksonException e) {
            throw notJson(file.equals("-") ? "standard input" : file, e);
        } catch (IOException e) {
            throw Failure.usage("cannot read " + file + ": " + e.getMessage());
        }
        return documents;
    }

    private static InputStream open(String file) throws IOException {
        return file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
    }

    private static Failure notJson(String source, JacksonException e) {
        var location = e.getLocation();
        var where = location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        var message = SOURCE_NOISE.matcher(e.getOriginalMessage()).replaceAll("");
        return Failure.usage(source + " is not valid JSON" + where + ": " + message);
    }

    /** The value in one line. */
    public static String line(JsonNode value) {
        return MAPPER.writeValueAsString(value);
    }
}
