package io.staylog.edge.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Puts the words of a file into an API document: what operations, parameters and fields mean, and an example of each body.
 * Tests ask it for what is missing in the file, and for what is in it and nowhere in the API.
 */
public final class ApiWords {
    private static final String ABOUT = "about";
    private static final String EXAMPLE = "example";
    private static final String SCHEMAS = "schemas";

    private final Class<?> home;
    private final String resource;
    private final TreeSet<String> missing = new TreeSet<>();
    private final ConcurrentSkipListSet<String> used = new ConcurrentSkipListSet<>();

    /**
     * Reads nothing before a document is made.
     *
     * @param home a class beside the file
     * @param resource the file's name
     */
    public ApiWords(Class<?> home, String resource) {
        this.home = home;
        this.resource = resource;
    }

    /** Puts them in. Who adds operations or schemas has to do it before. */
    public synchronized void into(OpenAPI document) {
        var words = words();
        missing.clear();
        document.getPaths()
                .values()
                .forEach(path -> path.readOperations().forEach(operation -> operation(words, operation)));
        var schemas = document.getComponents().getSchemas();
        schemas.forEach((name, schema) -> schema(words, name, schema));
    }

    /** What the file does not speak of. */
    public synchronized List<String> missing() {
        return List.copyOf(missing);
    }

    /** What the file speaks of, and the API has not. */
    public synchronized List<String> unused() {
        var unused = new ArrayList<String>();
        words().forEach((section, entries) -> map(entries).forEach((name, value) -> {
            if (section.equals(SCHEMAS)) {
                map(value).keySet().forEach(key -> unused.add(section + "." + name + "." + key));
            } else {
                unused.add(section + "." + name);
            }
        }));
        unused.removeAll(used);
        return unused;
    }

    private void operation(Map<String, Object> words, Operation operation) {
        var id = operation.getOperationId();
        operation.setDescription(text(words, "operations", id));
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> parameter(words, id, parameter));
        }
        var body = operation.getRequestBody();
        if (body != null) {
            body.getContent().values().forEach(content -> {
                var schema = content.getSchema().get$ref();
                var name = schema.substring(schema.lastIndexOf('/') + 1);
                var own = EXAMPLE + "." + id;
                boolean hasOwn = map(map(words.get(SCHEMAS)).get(name)).containsKey(own);
                content.setExample(entry(words, SCHEMAS, name, hasOwn ? own : EXAMPLE));
                body.setDescription(String.valueOf(entry(words, SCHEMAS, name, ABOUT)));
            });
        }
    }

    /** What another customizer has said of a parameter of one operation stays. */
    private void parameter(Map<String, Object> words, String operation, Parameter parameter) {
        if (parameter.getDescription() == null) {
            var own = operation + "." + parameter.getName();
            boolean hasOwn = map(words.get("parameters")).containsKey(own);
            parameter.setDescription(text(words, "parameters", hasOwn ? own : parameter.getName()));
        }
    }

    private void schema(Map<String, Object> words, String name, Schema<?> schema) {
        schema.setDescription(String.valueOf(entry(words, SCHEMAS, name, ABOUT)));
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((field, property) -> {
                boolean hasOwn = map(map(words.get(SCHEMAS)).get(name)).containsKey(field);
                property.setDescription(
                        hasOwn ? String.valueOf(entry(words, SCHEMAS, name, field)) : text(words, "fields", field));
            });
        }
    }

    private String text(Map<String, Object> words, String section, String name) {
        return String.valueOf(
                found(section + "." + name, map(words.get(section)).get(name)));
    }

    private Object entry(Map<String, Object> words, String section, String name, String key) {
        return found(
                section + "." + name + "." + key,
                map(map(words.get(section)).get(name)).get(key));
    }

    private Object found(String where, @Nullable Object value) {
        if (value == null) {
            missing.add(where);
            return "";
        }
        used.add(where);
        return value;
    }

    @SuppressWarnings("unchecked") // YAML's names are texts.
    private static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private Map<String, Object> words() {
        try (InputStream in = home.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not beside " + home.getName());
            }
            return map(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
