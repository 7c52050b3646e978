package io.staylog.schemas.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.staylog.schemas.EventCatalogue;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.PlainSchemas;
import io.staylog.schemas.Topic;
import io.staylog.schemas.TopicUse;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.CheckOutReported;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue says all that the schemas and the topic table say, and is the same wherever it is made. */
class CatalogueTest {
    private static final Path RELEASED = Path.of("released");
    private static final Path SOURCES = Path.of("src/main/catalogue");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private static JsonNode document() throws IOException {
        return JSON.readTree(EventCatalogue.asyncApi());
    }

    private static String page() {
        return new String(EventCatalogue.page(), UTF_8);
    }

    @Test
    void made_again_it_has_the_same_bytes() throws IOException {
        Main.write(RELEASED, SOURCES, directory);

        assertThat(directory.resolve("asyncapi.json")).hasBinaryContent(EventCatalogue.asyncApi());
        assertThat(directory.resolve("catalogue.html")).hasBinaryContent(EventCatalogue.page());
        assertThat(page()).doesNotContain("\r");
    }

    @Test
    void every_topic_and_its_dead_letters_are_a_channel_with_its_settings_and_its_record_types() throws IOException {
        var channels = document().path("channels");

        assertThat(names(channels))
                .containsExactlyInAnyOrderElementsOf(Topics.all().stream()
                        .flatMap(topic -> Stream.of(topic.name(), topic.dead()))
                        .toList());
        for (var topic : Topics.all()) {
            var channel = channels.path(topic.name());
            assertThat(channel.path("address").asText()).isEqualTo(topic.name());
            assertThat(names(channel.path("messages"))).containsExactlyElementsOf(simpleNames(topic));
            var settings = channel.at("/bindings/kafka/topicConfiguration");
            topic.settings()
                    .forEach((name, value) ->
                            assertThat(text(settings.path(name))).isEqualTo(value));
        }
    }

    private static String text(JsonNode setting) {
        return setting.isArray() ? setting.path(0).asText() : setting.asText();
    }

    private static List<String> simpleNames(Topic topic) {
        return topic.schemas().values().stream().map(Schema::getName).sorted().toList();
    }

    @Test
    void every_record_type_is_a_message_with_its_whole_schema_as_the_registry_has_it() throws IOException {
        var schemas = new TreeMap<String, Schema>();
        for (var message : document().at("/components/messages")) {
            var payload = message.path("payload");
            if (payload.has("schemaFormat")) {
                assertThat(payload.path("schemaFormat").asText())
                        .isEqualTo("application/vnd.apache.avro;version=1.12.0");
                schemas.put(
                        message.path("name").asText(),
                        new Schema.Parser().parse(payload.path("schema").toString()));
            }
        }
        // The text is compared, because equal schemas can have different docs.
        assertThat(schemas.toString()).isEqualTo(PlainSchemas.all().toString());
    }

    @Test
    void every_writer_and_reader_has_an_operation() throws IOException {
        var operations = document().path("operations");
        var expected = new TreeSet<String>();
        for (var use : TopicUse.all()) {
            use.writers()
                    .forEach(party -> expected.add(
                            "send " + party.title() + " " + use.topic().name()));
            use.readers()
                    .forEach(party -> expected.add(
                            "receive " + party.title() + " " + use.topic().name()));
        }
        var told = new TreeSet<String>();
        operations.forEach(operation -> told.add(operation.path("action").asText()
                + " "
                + operation.at("/tags/0/name").asText()
                + " "
                + operation.at("/channel/$ref").asText().replace("#/channels/", "")));
        assertThat(told).isEqualTo(expected);
    }

    @Test
    void every_reference_leads_somewhere() throws IOException {
        var document = document();
        var references = new TreeSet<String>();
        collect(document, references);
        assertThat(references).hasSizeGreaterThan(100);
        assertThat(references)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .isFalse());
    }

    private static void collect(JsonNode node, TreeSet<String> references) {
        if (node.path("$ref").isTextual()) {
            references.add(node.path("$ref").asText());
        }
        node.forEach(child -> collect(child, references));
    }

    @Test
    void every_header_of_the_contract_is_told_in_both_documents() throws Exception {
        var document = document().at("/components/schemas/RecordHeaders/properties");
        for (var field : EventHeaders.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                var header = (String) field.get(null);
                assertThat(document.path(header).path("description").asText()).isNotBlank();
                assertThat(page()).contains("<code>" + header + "</code>");
            }
        }
    }

    @Test
    void units_are_told_for_amounts_rates_and_times() throws IOException {
        var units = document().at("/components/messages/BookingHeld/x-staylog-units");

        assertThat(units.path("BookingTerms.totalGrossMinor").asText()).contains("minor units");
        assertThat(units.path("NightPrice.taxRateBps").asText()).contains("basis points");
        assertThat(units.path("BookingHeld.holdExpiresAt").asText()).contains("milliseconds");
        assertThat(units.has("BookingHeld.version")).isFalse();
    }

    @Test
    void the_page_tells_every_field_with_its_doc_and_every_symbol() {
        var page = page();
        PlainSchemas.all().values().forEach(schema -> expectTold(page, schema));
    }

    private static void expectTold(String page, Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                assertThat(page).contains(Html.sentence(schema.getDoc()));
                for (var field : schema.getFields()) {
                    assertThat(page).contains(Html.code(field.name())).contains(Html.sentence(field.doc()));
                    expectTold(page, field.schema());
                }
            }
            case ENUM ->
                schema.getEnumSymbols().forEach(symbol -> assertThat(page).contains(Html.code(symbol)));
            case ARRAY -> expectTold(page, schema.getElementType());
            case UNION -> schema.getTypes().forEach(branch -> expectTold(page, branch));
            default -> {}
        }
    }

    @Test
    void the_page_needs_no_other_host_and_no_script_and_its_links_lead_somewhere() {
        var page = page();
        assertThat(page).doesNotContain("<script", "<link", "src=", "url(", "@import", "http:", "https:");
        var ids = found(page, " id=\"([^\"]+)\"");
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).containsAll(found(page, "href=\"#([^\"]+)\""));
        assertThat(page).doesNotContain("href=\"h");
    }

    @Test
    void every_tag_of_the_page_is_closed_where_it_must_be() {
        var open = new ArrayList<String>();
        var tags = Pattern.compile("<(/?)([a-z0-9]+)[^>]*?(/?)>").matcher(page());
        while (tags.find()) {
            if (tags.group(1).isEmpty()
                    && tags.group(3).isEmpty()
                    && !List.of("meta", "wbr").contains(tags.group(2))) {
                open.add(tags.group(2));
            } else if (!tags.group(1).isEmpty()) {
                assertThat(open.remove(open.size() - 1)).isEqualTo(tags.group(2));
            }
        }
        assertThat(open).isEmpty();
    }

    private static List<String> found(String text, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(text);
        var found = new ArrayList<String>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void what_changed_with_a_version_is_told_in_words_in_both_documents() throws IOException {
        var released = olderCheckOut();

        Main.write(released, SOURCES, directory.resolve("out"));

        var change = "field CheckOutReported.actor (Actor) added with default";
        var page = Files.readString(directory.resolve("out/catalogue.html"));
        assertThat(page).contains("<b>release 1</b> first version").contains("<b>not released yet</b> " + change);
        assertThat(page).contains("<h3>Not released yet</h3>");
        var versions = JSON.readTree(directory.resolve("out/asyncapi.json").toFile())
                .at("/components/messages/CheckOutReported/x-staylog-versions");
        assertThat(versions.at("/0/title").asText()).isEqualTo("release 1");
        assertThat(versions.at("/1/changes/0").asText()).startsWith(change);
    }

    private Path olderCheckOut() throws IOException {
        var schema =
                (ObjectNode) JSON.readTree(CheckOutReported.getClassSchema().toString());
        schema.withArray("fields").remove(3);
        var folder = Files.createDirectories(directory.resolve("released/1"));
        Files.writeString(folder.resolve("a.avsc"), schema.toString());
        return folder.getParent();
    }

    @Test
    void a_field_without_an_example_and_an_example_without_a_field_end_the_build_and_say_what_to_do()
            throws IOException {
        assertThatThrownBy(() -> withExamples(values -> values.remove("hotelId")))
                .hasMessageContaining("hotelId has no example; add ")
                .hasMessageContaining("examples.json");
        assertThatThrownBy(() -> withExamples(values -> values.put("roomColour", "blue")))
                .hasMessageContaining("remove them: [roomColour]");
        assertThatThrownBy(() -> withExamples(values -> values.put("arrivalDate", "soon")))
                .hasMessageContaining("arrivalDate")
                .hasMessageContaining("\"soon\"");
    }

    private void withExamples(java.util.function.Consumer<ObjectNode> change) throws IOException {
        var values = (ObjectNode) JSON.readTree(SOURCES.resolve("examples.json").toFile());
        change.accept(values);
        Files.copy(
                SOURCES.resolve("catalogue.css"),
                directory.resolve("catalogue.css"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(directory.resolve("examples.json"), values.toString());
        Main.write(RELEASED, directory, directory.resolve("out"));
    }

    @Test
    void text_of_a_schema_cannot_become_markup() {
        assertThat(Html.sentence("<b> & `<topic>` \"x\""))
                .isEqualTo("&lt;b&gt; &amp; <code>&lt;topic&gt;</code> &quot;x&quot;");
        assertThat(Arrays.asList(Html.anchor("topic", "booking.events"))).containsExactly("topic-booking-events");
    }

    private static List<String> names(JsonNode node) {
        var names = new ArrayList<String>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
