package io.staylog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.cli.avro.AvroJson;
import io.staylog.cli.avro.JsonAvro;
import io.staylog.cli.terminal.Json;
import io.staylog.schemas.EventCatalogue;
import io.staylog.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingTheCatalogueTest {
    private static final int COLUMNS = 80;

    @TempDir
    Path directory;

    @Test
    void topics_are_listed_with_their_writers_readers_and_record_types_on_lines_that_fit() {
        var run = Cli.run("catalogue");
        var json = Json.parse(Cli.run("catalogue", "--json").out(), "out");

        assertThat(run.exit()).isZero();
        assertThat(run.lines())
                .contains("booking.events (key hotelId)", "  BookingHeld")
                .contains("guest.profiles (key partyId or guestId)", "  anybody, booking-service -> reporting-service")
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(COLUMNS));
        assertThat(json.size()).isEqualTo(Topics.all().size());
        assertThat(json.at("/0/topic").asString()).isEqualTo("booking.requests");
        assertThat(json.at("/0/writers/0").asString()).isEqualTo("anybody");
        assertThat(json.at("/0/records").size())
                .isEqualTo(Topics.BOOKING_REQUESTS.recordTypes().size());
    }

    @Test
    void both_documents_are_written_to_files_or_to_stdout_as_they_are_in_the_contract() {
        var page = directory.resolve("catalogue.html");
        var document = directory.resolve("asyncapi.json");

        var run = Cli.run("catalogue", "--html", page.toString(), "--asyncapi", document.toString());
        var piped = Cli.run("catalogue", "--asyncapi", "-");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(page.toString()).contains(document.toString());
        assertThat(page).hasBinaryContent(EventCatalogue.page());
        assertThat(document).hasBinaryContent(EventCatalogue.asyncApi());
        assertThat(piped.out()).isEqualTo(new String(EventCatalogue.asyncApi(), StandardCharsets.UTF_8));
    }

    @Test
    void a_file_that_cannot_be_written_is_misuse_and_the_next_step_is_named() {
        var run =
                Cli.run("catalogue", "--html", directory.resolve("no/such/file").toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("no/such/file").contains("a directory that exists");
    }

    /** Whoever copies an example into {@code staylog events publish} gets it through. */
    @Test
    void every_example_is_a_record_that_can_be_published_and_comes_out_as_it_went_in() {
        var messages = Json.parse(new String(EventCatalogue.asyncApi(), StandardCharsets.UTF_8), "the document")
                .at("/components/messages");
        int examples = 0;
        for (var message : messages) {
            if (message.path("payload").has("schemaFormat")) {
                var schema =
                        new Schema.Parser().parse(message.at("/payload/schema").toString());
                var example = message.at("/examples/0/payload");
                var read = JsonAvro.read(schema, example);
                assertThat(read).as(schema.getName()).isInstanceOf(JsonAvro.Result.Good.class);
                assertThat(AvroJson.of(((JsonAvro.Result.Good) read).record())).hasToString(example.toString());
                examples++;
            }
        }
        assertThat(examples).isGreaterThan(50);
    }
}
