package io.staylog.schemas.released;

import static org.apache.avro.SchemaCompatibility.checkReaderWriterCompatibility;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.PlainSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was ever shipped can be read for ever, and reads what is shipped now. */
class ReleasedSchemasTest {
    private static final Released RELEASED = new Released(Path.of("released"));
    private static final Map<String, Schema> CURRENT = PlainSchemas.all();

    /** With {@code -Dapprove=true} what differs from the newest release becomes a new release. */
    @BeforeAll
    static void approve() {
        if (Boolean.getBoolean("approve") && !unreleased(RELEASED, CURRENT).isEmpty()) {
            int number = RELEASED.add(unreleased(RELEASED, CURRENT));
            System.out.println("wrote schemas/released/" + number);
        }
    }

    @Test
    void every_current_schema_is_that_of_its_newest_release() {
        assertThat(unreleased(RELEASED, CURRENT).keySet())
                .as("new or changed schemas; release them with:"
                        + " ./mvnw -pl schemas -am test -Dapprove=true -Dtest=ReleasedSchemasTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEmpty();
    }

    @Test
    void no_released_type_is_gone() {
        assertThat(CURRENT.keySet()).containsAll(RELEASED.versions().keySet());
    }

    @Test
    void released_files_are_never_changed_or_removed() {
        assertThat(RELEASED.newest()).isPositive();
        assertThat(RELEASED.tampering()).isEmpty();
    }

    @Test
    void current_schemas_read_all_releases_and_all_releases_read_them() {
        assertThat(incompatibilities(RELEASED, CURRENT)).isEmpty();
    }

    @Test
    void records_that_a_release_wrote_say_the_same_today_and_are_understood_by_it_when_written_today() {
        RELEASED.versions()
                .forEach((name, versions) -> versions.forEach((release, then) -> {
                    var now = CURRENT.get(name);
                    assertThat(RELEASED.samples(release, name)).isNotEmpty();
                    for (var bytes : RELEASED.samples(release, name)) {
                        var original = read(bytes, then, then);
                        var today = read(bytes, then, now);
                        assertSameWhereBothKnow(original, today);
                        var back = read(io.staylog.schemas.RandomRecords.encoded(today), now, then);
                        assertThat(back)
                                .as("%s of release %d, there and back", name, release)
                                .isEqualTo(original);
                    }
                }));
    }

    @Test
    void the_guard_bites(@TempDir Path folder) throws IOException {
        var released = new Released(folder);
        assertThat(released.add(CURRENT)).isEqualTo(1);
        assertThat(unreleased(released, CURRENT)).isEmpty();
        assertThat(released.tampering()).isEmpty();

        var name = "io.staylog.schemas.guest.GuestProfileSet";
        var text = CURRENT.get(name).toString();
        var first = "\"fields\":[";
        var changes = Map.of(
                "a new field without default", text.replace(first, first + "{\"name\":\"age\",\"type\":\"int\"},"),
                "another type",
                        text.replace("{\"name\":\"name\",\"type\":\"string\"", "{\"name\":\"name\",\"type\":\"long\""),
                "a field that is gone",
                        text.replace(
                                "{\"name\":\"name\",\"type\":\"string\"", "{\"name\":\"title\",\"type\":\"string\""));
        changes.forEach((what, changed) -> {
            assertThat(changed).as(what).isNotEqualTo(text);
            var current = with(name, changed);
            assertThat(unreleased(released, current)).as(what).containsOnlyKeys(name);
            assertThat(incompatibilities(released, current)).as(what).isNotEmpty();
        });

        var compatible = with(name, text.replace(first, first + "{\"name\":\"age\",\"type\":\"int\",\"default\":0},"));
        assertThat(unreleased(released, compatible)).containsOnlyKeys(name);
        assertThat(incompatibilities(released, compatible)).isEmpty();
        assertThat(released.add(unreleased(released, compatible))).isEqualTo(2);
        assertThat(released.versions().get(name)).containsOnlyKeys(1, 2);
        assertThat(unreleased(released, compatible)).isEmpty();
        assertThat(unreleased(released, CURRENT))
                .as("going back is a change, too")
                .containsOnlyKeys(name);
        assertThat(unreleased(released, with(name, text.replace("Full name", "The name"))))
                .as("a doc is part of the contract")
                .containsOnlyKeys(name);

        var file = folder.resolve("1").resolve(name + ".avsc");
        Files.writeString(file, Files.readString(file) + " ");
        Files.delete(folder.resolve("1").resolve("io.staylog.schemas.booking.BookingHeld.avsc"));
        Files.writeString(folder.resolve("1").resolve("stray.avsc"), text);
        assertThat(released.tampering()).hasSize(4);
    }

    private static Map<String, Schema> with(String name, String text) {
        var schemas = new TreeMap<>(CURRENT);
        schemas.put(name, new Schema.Parser().parse(text));
        return schemas;
    }

    private static Map<String, Schema> unreleased(Released released, Map<String, Schema> current) {
        var versions = released.versions();
        var unreleased = new TreeMap<String, Schema>();
        current.forEach((name, schema) -> {
            var known = versions.get(name);
            // As texts, because docs and defaults of enums do not count for Avro's equality.
            if (known == null || !known.lastEntry().getValue().toString().equals(schema.toString())) {
                unreleased.put(name, schema);
            }
        });
        return unreleased;
    }

    private static List<String> incompatibilities(Released released, Map<String, Schema> current) {
        var found = new ArrayList<String>();
        released.versions()
                .forEach((name, versions) -> versions.forEach((release, then) -> {
                    var now = current.get(name);
                    if (now != null) {
                        check(found, name + ": today cannot read release " + release, now, then);
                        check(found, name + ": release " + release + " cannot read today", then, now);
                        SchemaLint.ofChange(then, now)
                                .forEach(fault -> found.add("since release " + release + ": " + fault));
                    }
                }));
        return found;
    }

    private static void check(List<String> found, String what, Schema reader, Schema writer) {
        var result = checkReaderWriterCompatibility(reader, writer).getResult();
        if (result.getCompatibility() != SchemaCompatibilityType.COMPATIBLE) {
            found.add(what + ": " + result.getIncompatibilities());
        }
    }

    private static void assertSameWhereBothKnow(GenericRecord then, GenericRecord now) {
        for (var field : then.getSchema().getFields()) {
            var before = then.get(field.name());
            var after = now.get(field.name());
            if (before instanceof GenericRecord nested) {
                assertSameWhereBothKnow(nested, (GenericRecord) after);
            } else if (before instanceof List<?> items) {
                assertThat((List<?>) after).hasSameSizeAs(items);
            } else {
                assertThat(String.valueOf(after)).as(field.name()).isEqualTo(String.valueOf(before));
            }
        }
    }

    private static GenericRecord read(byte[] bytes, Schema writer, Schema reader) {
        try {
            return new GenericDatumReader<GenericRecord>(writer, reader, new GenericData())
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
