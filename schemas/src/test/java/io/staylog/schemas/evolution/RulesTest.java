package io.staylog.schemas.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.schemas.Topics;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our schemas keep the rules, and each rule refuses what it is there for. */
class RulesTest {
    private static final String GOOD = """
            {"type":"record","name":"RoomHeld","namespace":"io.staylog.schemas.test","doc":"A.","fields":[
             {"name":"hotelId","type":"string","doc":"B."},
             {"name":"priceMinor","type":"long","doc":"In minor units."},
             {"name":"heldAt","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"D."},
             {"name":"arrivalDate","type":{"type":"int","logicalType":"date"},"doc":"E."},
             {"name":"note","type":["null","string"],"default":null,"doc":"F."},
             {"name":"rooms","type":{"type":"array","items":"int"},"default":[],"doc":"G."},
             {"name":"taxBps","type":"int","default":0,"doc":"H."},
             {"name":"why","type":{"type":"enum","name":"Reason","doc":"I.","symbols":["UNKNOWN","FULL_HOUSE"],"default":"UNKNOWN"},"doc":"J."}
            ]}""";
    /** As GOOD, but with what the rules for one schema refuse, so that changes of it can be judged, too. */
    private static final String DECIMAL = GOOD.replace(
            "{\"name\":\"note\"",
            "{\"name\":\"rate\",\"type\":{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9,\"scale\":2}},"
                    + "{\"name\":\"code\",\"type\":{\"type\":\"fixed\",\"name\":\"Code\",\"size\":8}},{\"name\":\"note\"");

    private static final String NO_DEFAULT = GOOD.replace("],\"default\":\"UNKNOWN\"", "]");

    private static final String THREE_SYMBOLS = GOOD.replace("\"FULL_HOUSE\"]", "\"FULL_HOUSE\",\"FIRE\"]");

    /** One schema, or a change of one, that must be refused. */
    private record Example(Rule rule, String says, String before, String after) {
        static Example alone(Rule rule, String says, String good, String bad) {
            return new Example(rule, says, "", replaced(GOOD, good, bad));
        }

        static Example change(Rule rule, String says, String before, String after) {
            return new Example(rule, says, GOOD, replaced(GOOD, before, after));
        }

        static Example change(Rule rule, String says, String of, String before, String after) {
            return new Example(rule, says, of, replaced(of, before, after));
        }

        private static String replaced(String text, String before, String after) {
            assertThat(text).contains(before);
            return text.replace(before, after);
        }

        List<Finding> findings() {
            return before.isEmpty()
                    ? SchemaRules.ofText(after)
                    : SchemaChange.between(new SchemaVersion("release 1", parse(before)), parse(after));
        }
    }

    private static final String HOTEL = "\"name\":\"hotelId\",\"type\":\"string\"";
    private static final String HELD_AT = "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}";
    private static final String OPTIONAL = "[\"null\",\"string\"]";

    private static final List<Example> EXAMPLES = List.of(
            new Example(Rule.ONE_RECORD, "a payload that is a union", "", "[\"null\"," + GOOD + "]"),
            new Example(Rule.ONE_RECORD, "a payload that is a text", "", "\"string\""),
            Example.alone(
                    Rule.NO_REFERENCES,
                    "a type of another file",
                    "\"long\",\"doc\"",
                    "\"io.staylog.schemas.test.Money\",\"doc\""),
            Example.alone(Rule.OUR_NAMESPACE, "a foreign namespace", "io.staylog.schemas.test", "com.example"),
            Example.alone(Rule.TYPE_NAME, "room_held", "\"RoomHeld\"", "\"room_held\""),
            Example.alone(Rule.TYPE_NAME, "RoomHeldEvent", "\"RoomHeld\"", "\"RoomHeldEvent\""),
            Example.alone(Rule.TYPE_NAME, "RoomHeld2", "\"RoomHeld\"", "\"RoomHeld2\""),
            Example.alone(Rule.FIELD_NAME, "hotel_id", "\"hotelId\"", "\"hotel_id\""),
            Example.alone(Rule.SYMBOL_NAME, "FullHouse", "FULL_HOUSE", "FullHouse"),
            Example.alone(Rule.DOC, "a record without doc", "\"doc\":\"A.\",", ""),
            Example.alone(Rule.DOC, "a field with a blank doc", "\"doc\":\"B.\"", "\"doc\":\" \""),
            Example.alone(Rule.DOC, "an enum without doc", "\"doc\":\"I.\",", ""),
            Example.alone(
                    Rule.NO_ALIASES,
                    "a record with an alias",
                    "\"RoomHeld\"",
                    "\"RoomHeld\",\"aliases\":[\"RoomKept\"]"),
            Example.alone(
                    Rule.NO_ALIASES, "a field with an alias", "\"hotelId\"", "\"hotelId\",\"aliases\":[\"hotel\"]"),
            Example.alone(
                    Rule.UNKNOWN_FIRST,
                    "UNKNOWN at the end",
                    "\"UNKNOWN\",\"FULL_HOUSE\"",
                    "\"FULL_HOUSE\",\"UNKNOWN\""),
            Example.alone(Rule.UNKNOWN_DEFAULT, "an enum without default", ",\"default\":\"UNKNOWN\"", ""),
            Example.alone(
                    Rule.NO_FLOATS,
                    "money in a float",
                    "\"priceMinor\",\"type\":\"long\"",
                    "\"price\",\"type\":\"float\""),
            Example.alone(Rule.NO_FLOATS, "a list of doubles", "\"items\":\"int\"", "\"items\":\"double\""),
            Example.alone(Rule.NO_FLOATS, "an optional double", OPTIONAL, "[\"null\",\"double\"]"),
            Example.alone(
                    Rule.NO_FLOATS,
                    "a map of floats",
                    HOTEL,
                    "\"name\":\"rates\",\"type\":{\"type\":\"map\",\"values\":\"float\"}"),
            Example.alone(Rule.NO_BYTES, "bytes", HOTEL, "\"name\":\"hotelId\",\"type\":\"bytes\""),
            Example.alone(
                    Rule.NO_BYTES,
                    "fixed",
                    HOTEL,
                    "\"name\":\"hotelId\",\"type\":{\"type\":\"fixed\",\"name\":\"Code\",\"size\":8}"),
            Example.alone(
                    Rule.OPTIONAL_ONLY,
                    "a union of two types",
                    HOTEL,
                    "\"name\":\"hotelId\",\"type\":[\"string\",\"long\"]"),
            Example.alone(
                    Rule.OPTIONAL_ONLY, "an optional one of two types", OPTIONAL, "[\"null\",\"string\",\"long\"]"),
            Example.alone(Rule.NULL_DEFAULT, "an optional field without default", "\"default\":null,", ""),
            Example.alone(
                    Rule.UNIT_IN_NAME,
                    "money in an int",
                    "\"priceMinor\",\"type\":\"long\"",
                    "\"priceMinor\",\"type\":\"int\""),
            Example.alone(Rule.UNIT_IN_NAME, "an instant as a plain long", HELD_AT, "\"long\""),
            Example.alone(
                    Rule.UNIT_IN_NAME, "a date as text", "{\"type\":\"int\",\"logicalType\":\"date\"}", "\"string\""),
            Example.alone(
                    Rule.UNIT_IN_NAME,
                    "basis points as text",
                    "\"type\":\"int\",\"default\":0",
                    "\"type\":\"string\",\"default\":\"\""),
            Example.change(Rule.TYPE_KEPT, "the record renamed", "\"RoomHeld\"", "\"RoomKept\""),
            Example.change(
                    Rule.NAMESPACE_KEPT, "another namespace", "io.staylog.schemas.test", "io.staylog.schemas.rooms"),
            Example.change(Rule.NESTED_NAME_KEPT, "an enum renamed", "\"Reason\"", "\"Cause\""),
            Example.change(
                    Rule.FIELD_KEPT,
                    "a field removed",
                    "{\"name\":\"hotelId\",\"type\":\"string\",\"doc\":\"B.\"},",
                    ""),
            Example.change(Rule.FIELD_KEPT, "a field renamed", "\"name\":\"note\"", "\"name\":\"remark\""),
            Example.change(
                    Rule.NEW_FIELD_DEFAULT,
                    "a new field without default",
                    "{\"name\":\"hotelId\"",
                    "{\"name\":\"city\",\"type\":\"string\"},{\"name\":\"hotelId\""),
            Example.change(Rule.DEFAULT_KEPT, "another default", "\"default\":0", "\"default\":1"),
            Example.change(Rule.DEFAULT_KEPT, "a default taken away", "\"default\":[],", ""),
            Example.change(
                    Rule.FIELD_TYPE_KEPT, "int to long", "\"taxBps\",\"type\":\"int\"", "\"taxBps\",\"type\":\"long\""),
            Example.change(Rule.FIELD_TYPE_KEPT, "text to bytes", HOTEL, "\"name\":\"hotelId\",\"type\":\"bytes\""),
            Example.change(
                    Rule.FIELD_TYPE_KEPT,
                    "a field made optional",
                    HOTEL,
                    "\"name\":\"hotelId\",\"type\":[\"null\",\"string\"]"),
            Example.change(Rule.FIELD_TYPE_KEPT, "one more alternative", OPTIONAL, "[\"null\",\"string\",\"long\"]"),
            Example.change(Rule.FIELD_TYPE_KEPT, "another size of a fixed", DECIMAL, "\"size\":8", "\"size\":9"),
            Example.change(Rule.LOGICAL_TYPE_KEPT, "millis to micros", "timestamp-millis", "timestamp-micros"),
            Example.change(
                    Rule.LOGICAL_TYPE_KEPT,
                    "a date as a plain int",
                    "{\"type\":\"int\",\"logicalType\":\"date\"}",
                    "\"int\""),
            Example.change(Rule.SCALE_KEPT, "two digits to four", DECIMAL, "\"scale\":2", "\"scale\":4"),
            Example.change(
                    Rule.PRECISION_KEPT, "nine digits to twelve", DECIMAL, "\"precision\":9", "\"precision\":12"),
            Example.change(Rule.UNIT_KEPT, "priceMinor to priceMajor", "\"priceMinor\"", "\"priceMajor\""),
            Example.change(Rule.UNIT_KEPT, "a doc that says euros", "In minor units.", "In euros."),
            Example.change(Rule.SYMBOLS_KEPT, "a symbol removed", "\"UNKNOWN\",\"FULL_HOUSE\"", "\"UNKNOWN\""),
            Example.change(
                    Rule.SYMBOL_ORDER_KEPT,
                    "a symbol in between",
                    "\"UNKNOWN\",\"FULL_HOUSE\"",
                    "\"UNKNOWN\",\"FIRE\",\"FULL_HOUSE\""),
            Example.change(
                    Rule.SYMBOL_ORDER_KEPT,
                    "two symbols swapped",
                    THREE_SYMBOLS,
                    "\"FULL_HOUSE\",\"FIRE\"",
                    "\"FIRE\",\"FULL_HOUSE\""),
            Example.change(
                    Rule.ENUM_DEFAULT_KEPT,
                    "another default of the enum",
                    "\"default\":\"UNKNOWN\"",
                    "\"default\":\"FULL_HOUSE\""),
            Example.change(
                    Rule.GROWS_BY_DEFAULT,
                    "a symbol for an enum without default",
                    NO_DEFAULT,
                    "\"FULL_HOUSE\"",
                    "\"FULL_HOUSE\",\"FIRE\""));

    @Test
    void every_rule_refuses_its_examples() {
        var matrix = new StringBuilder("Rule x refused example, all must be red:\n");
        var refusing = EnumSet.noneOf(Rule.class);
        for (var example : EXAMPLES) {
            var findings = example.findings();
            boolean isRed = findings.stream().anyMatch(finding -> finding.rule() == example.rule);
            matrix.append(String.format(
                    Locale.ROOT, "  %-18s %-38s %s%n", example.rule, example.says, isRed ? "red" : "NOT REFUSED"));
            assertThat(findings).as(example.says).extracting(Finding::rule).contains(example.rule);
            refusing.add(example.rule);
        }
        System.out.println(matrix + "  " + EXAMPLES.size() + " examples of " + refusing.size() + " rules, all refused");
        assertThat(refusing).isEqualTo(EnumSet.allOf(Rule.class));
    }

    @Test
    void a_refusal_says_what_who_breaks_and_what_to_do_instead() {
        for (var example : EXAMPLES) {
            assertThat(Finding.sentences(example.findings()))
                    .isNotEmpty()
                    .allSatisfy(
                            sentence -> assertThat(sentence).contains(" reader").contains("Instead: "));
            if (!example.before.isEmpty()) {
                assertThat(example.findings())
                        .filteredOn(finding -> finding.rule() == example.rule)
                        .allSatisfy(finding -> assertThat(finding.who()).contains("release 1"));
            }
        }
    }

    @Test
    void a_change_names_the_reader_that_breaks_and_no_other() {
        var removed =
                Example.change(Rule.FIELD_KEPT, "", "{\"name\":\"hotelId\",\"type\":\"string\",\"doc\":\"B.\"},", "");
        var added = Example.change(
                Rule.NEW_FIELD_DEFAULT,
                "",
                "{\"name\":\"hotelId\"",
                "{\"name\":\"city\",\"type\":\"string\"},{\"name\":\"hotelId\"");
        var wider =
                Example.change(Rule.FIELD_TYPE_KEPT, "", "\"taxBps\",\"type\":\"int\"", "\"taxBps\",\"type\":\"long\"");

        assertThat(removed.findings())
                .extracting(Finding::who)
                .containsExactly("a reader of release 1 cannot read new records");
        assertThat(added.findings())
                .extracting(Finding::who)
                .containsExactly("a new reader cannot read the records of release 1");
        assertThat(wider.findings())
                .extracting(Finding::who)
                .containsExactly("a reader of release 1 cannot read new records");
    }

    @Test
    void what_several_versions_have_in_common_is_said_once() {
        var versions =
                List.of(new SchemaVersion("release 1", parse(GOOD)), new SchemaVersion("release 2", parse(GOOD)));

        var sentences =
                Finding.sentences(SchemaChange.judge(versions, parse(GOOD.replace("\"default\":0", "\"default\":1"))));

        assertThat(sentences).hasSize(1);
        assertThat(sentences.getFirst())
                .contains("release 1")
                .contains("release 2")
                .containsOnlyOnce("Instead");
    }

    @Test
    void all_our_schemas_keep_the_rules() {
        var faults = new TreeSet<String>();
        for (var topic : Topics.all()) {
            topic.schemas().values().forEach(schema -> faults.addAll(Finding.sentences(SchemaRules.of(schema))));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void a_good_schema_passes() {
        assertThat(SchemaRules.ofText(GOOD)).isEmpty();
        assertThat(SchemaChange.between(new SchemaVersion("release 1", parse(GOOD)), parse(GOOD)))
                .isEmpty();
        assertThat(ChangeInWords.between(parse(GOOD), parse(GOOD))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"hotelId"          | {"name":"city","type":"string","doc":"K.","default":""},{"name":"hotelId" | field RoomHeld.city (string) added with default ""
            "UNKNOWN","FULL_HOUSE"     | "UNKNOWN","FULL_HOUSE","FIRE"        | symbol FIRE added to Reason
            "doc":"A."                 | "doc":"A better text."               | doc of RoomHeld changed
            In minor units.            | In minor units of the hotel's money. | doc of RoomHeld.priceMinor changed
            """)
    void good_changes_pass_and_are_told_in_words(String before, String after, String words) {
        var schema = parse(GOOD.replace(before, after));

        assertThat(SchemaChange.judge(List.of(new SchemaVersion("release 1", parse(GOOD))), schema))
                .isEmpty();
        assertThat(ChangeInWords.between(parse(GOOD), schema)).containsExactly(words);
    }

    @Test
    void bad_changes_are_told_in_words_too() {
        var changed = parse(GOOD.replace("{\"name\":\"hotelId\",\"type\":\"string\",\"doc\":\"B.\"},", "")
                .replace("\"taxBps\",\"type\":\"int\",\"default\":0", "\"taxBps\",\"type\":\"long\",\"default\":1")
                .replace("\"FULL_HOUSE\"", "\"FIRE\""));

        assertThat(ChangeInWords.between(parse(GOOD), changed))
                .containsExactlyInAnyOrder(
                        "field RoomHeld.hotelId removed",
                        "type of RoomHeld.taxBps changed from int to long",
                        "default of RoomHeld.taxBps changed from 0 to 1",
                        "symbol FIRE added to Reason",
                        "symbol FULL_HOUSE removed from Reason");
    }

    @Test
    void a_type_that_is_gone_is_told_from_one_that_was_renamed() {
        var released = List.of(new SchemaVersion("release 1", parse(GOOD)));
        var renamed = parse(GOOD.replace("\"RoomHeld\"", "\"RoomKept\""));
        var moved = parse(GOOD.replace("schemas.test", "schemas.rooms"));

        assertThat(SchemaChange.ofTypes(released, List.of(parse(GOOD)))).isEmpty();
        assertThat(SchemaChange.ofTypes(released, List.of()).toString()).contains("RoomHeld is gone");
        assertThat(SchemaChange.ofTypes(released, List.of(renamed)).toString())
                .contains("is renamed to io.staylog.schemas.test.RoomKept");
        assertThat(SchemaChange.ofTypes(released, List.of(moved)))
                .extracting(Finding::rule)
                .containsExactly(Rule.NAMESPACE_KEPT);
    }

    @Test
    void a_text_that_is_no_schema_is_not_taken_for_one_with_a_reference() {
        assertThatThrownBy(() -> SchemaRules.ofText("{\"type\":\"record\"}")).isInstanceOf(AvroRuntimeException.class);
    }

    private static Schema parse(String text) {
        return new Schema.Parser(NameValidator.UTF_VALIDATOR).parse(text);
    }
}
