package io.staylog.schemas.released;

import static io.staylog.schemas.evolution.GoldenSamples.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.PlainSchemas;
import io.staylog.schemas.RandomRecords;
import io.staylog.schemas.evolution.Finding;
import io.staylog.schemas.evolution.SchemaChange;
import io.staylog.schemas.evolution.SchemaVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
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
        assertThat(gone(RELEASED, CURRENT)).isEmpty();
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
        assertThat(differences(RELEASED, CURRENT)).isEmpty();
        for (int release = 1; release <= RELEASED.newest(); release++) {
            int number = release;
            long types = RELEASED.versions().values().stream()
                    .filter(versions -> versions.containsKey(number))
                    .count();
            System.out.println("Today's schemas x release " + number + ": " + types
                    + " record types, each read by the other in both directions  green");
        }
    }

    @Test
    void records_that_say_something_else_today_are_noticed_also_inside_of_lists(@TempDir Path folder) {
        var released = new Released(folder);
        released.add(CURRENT);
        var name = "io.staylog.schemas.booking.RatePlanDefined";
        var text = CURRENT.get(name).toString();
        var second = with(
                name,
                text.replace(
                        "{\"name\":\"hoursBeforeArrival",
                        "{\"name\":\"note\",\"type\":\"string\",\"default\":\"\"},{\"name\":\"hoursBeforeArrival"));
        assertThat(released.add(unreleased(released, second))).isEqualTo(2);

        assertThat(differences(released, second)).as("a good release 2").isEmpty();
        assertThat(differences(released, CURRENT))
                .as("going back forgets what release 2 wrote")
                .isNotEmpty();
        var poorer = with(name, text.replace(",\"FIXED\"", ""));
        assertThat(differences(released, poorer))
                .anySatisfy(
                        difference -> assertThat(difference).contains("[0].").contains("FIXED, today UNKNOWN"));
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

        var compatible = with(
                name,
                text.replace(
                        first, first + "{\"name\":\"age\",\"type\":\"int\",\"doc\":\"In years.\",\"default\":0},"));
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

        var renamed = new TreeMap<>(CURRENT);
        renamed.remove(name);
        var title = new Schema.Parser().parse(compatible.get(name).toString().replace("GuestProfileSet", "GuestNamed"));
        renamed.put(title.getFullName(), title);
        assertThat(gone(released, renamed))
                .singleElement()
                .asString()
                .contains("is renamed to io.staylog.schemas.guest.GuestNamed");

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
        var findings = new ArrayList<Finding>();
        released.versions().forEach((name, versions) -> {
            var now = current.get(name);
            if (now != null) {
                findings.addAll(SchemaChange.judge(named(versions), now));
            }
        });
        return Finding.sentences(findings);
    }

    private static List<String> gone(Released released, Map<String, Schema> current) {
        var newest = released.versions().values().stream()
                .map(versions -> new SchemaVersion(
                        "release " + versions.lastKey(), versions.lastEntry().getValue()))
                .toList();
        return Finding.sentences(SchemaChange.ofTypes(newest, current.values()));
    }

    private static List<SchemaVersion> named(Map<Integer, Schema> versions) {
        return versions.entrySet().stream()
                .map(version -> new SchemaVersion("release " + version.getKey(), version.getValue()))
                .toList();
    }

    /** Where a record that a release wrote says something else today, or comes back to that release as something else. */
    private static List<String> differences(Released released, Map<String, Schema> current) {
        var differences = new ArrayList<String>();
        released.versions()
                .forEach((name, versions) -> versions.forEach((release, then) -> {
                    var now = current.get(name);
                    var samples = released.samples(release, then);
                    assertThat(samples).as(name).isNotEmpty();
                    for (var sample : samples) {
                        var what = name + " of release " + release;
                        var original = read(sample.avro(), then, then);
                        var today = read(sample.avro(), then, now);
                        compareWhereBothKnow(what, original, today, differences);
                        if (!read(RandomRecords.encoded(today), now, then).equals(original)) {
                            differences.add(what + " is another one there and back");
                        }
                    }
                }));
        return differences;
    }

    private static void compareWhereBothKnow(String path, Object then, Object now, List<String> differences) {
        if (then instanceof GenericRecord before && now instanceof GenericRecord after) {
            for (var field : before.getSchema().getFields()) {
                if (after.getSchema().getField(field.name()) != null) {
                    var name = field.name();
                    compareWhereBothKnow(path + "." + name, before.get(name), after.get(name), differences);
                }
            }
        } else if (then instanceof List<?> before && now instanceof List<?> after && before.size() == after.size()) {
            for (int i = 0; i < before.size(); i++) {
                compareWhereBothKnow(path + "[" + i + "]", before.get(i), after.get(i), differences);
            }
        } else if (!String.valueOf(then).equals(String.valueOf(now))) {
            differences.add(path + " was " + then + ", today " + now);
        }
    }
}
