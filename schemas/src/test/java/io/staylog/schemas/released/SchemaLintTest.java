package io.staylog.schemas.released;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.Topics;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our schemas keep the rules, and each rule bites. */
class SchemaLintTest {
    private static final String GOOD = """
            {"type":"record","name":"RoomHeld","namespace":"io.staylog.schemas.test","doc":"A.","fields":[
             {"name":"hotelId","type":"string","doc":"B."},
             {"name":"priceMinor","type":"long","doc":"C."},
             {"name":"heldAt","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"D."},
             {"name":"arrivalDate","type":{"type":"int","logicalType":"date"},"doc":"E."},
             {"name":"note","type":["null","string"],"default":null,"doc":"F."},
             {"name":"rooms","type":{"type":"array","items":"int"},"default":[],"doc":"G."},
             {"name":"taxBps","type":"int","default":0,"doc":"H."},
             {"name":"why","type":{"type":"enum","name":"Reason","doc":"I.","symbols":["UNKNOWN","FULL_HOUSE"],"default":"UNKNOWN"},"doc":"J."}
            ]}""";

    @Test
    void all_our_schemas_keep_the_rules() {
        var faults = new TreeSet<String>();
        for (var topic : Topics.all()) {
            topic.schemas().values().forEach(schema -> faults.addAll(SchemaLint.of(schema)));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void a_good_schema_passes() {
        assertThat(SchemaLint.of(parse(GOOD))).isEmpty();
        assertThat(SchemaLint.ofChange(parse(GOOD), parse(GOOD))).isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "doc":"A.",                         | "x":1,                                         | RoomHeld has no doc
            "doc":"C."                          | "doc":" "                                      | priceMinor has no doc
            "doc":"I.",                         | "x":1,                                         | Reason has no doc
            ,"default":"UNKNOWN"                | ,"x":1                                         | UNKNOWN as its default
            "symbols":["UNKNOWN","FULL_HOUSE"]  | "symbols":["FULL_HOUSE","UNKNOWN"]             | UNKNOWN as its first symbol
            FULL_HOUSE                          | FullHouse                                      | LIKE_THIS
            "name":"RoomHeld"                   | "name":"RoomHeldEvent"                         | suffix that says nothing
            "name":"RoomHeld"                   | "name":"RoomHeld2"                             | suffix that says nothing
            "name":"RoomHeld"                   | "name":"room_held"                             | LikeThis
            "name":"RoomHeld"                   | "name":"RoomHeld","aliases":["RoomKept"]       | RoomHeld has aliases
            "name":"hotelId"                    | "name":"hotelId","aliases":["hotel"]           | hotelId has aliases
            "name":"hotelId"                    | "name":"hotel_id"                              | likeThis
            io.staylog.schemas.test             | com.example                                    | not in our namespace
            "name":"hotelId","type":"string"    | "name":"hotelId","type":"float"                | floating-point
            "items":"int"                       | "items":"double"                               | floating-point
            ["null","string"]                   | ["null","double"]                              | floating-point
            "name":"hotelId","type":"string"    | "name":"hotelId","type":"bytes"                | is bytes
            "name":"hotelId","type":"string"    | "name":"hotelId","type":{"type":"map","values":"float"} | floating-point
            ["null","string"]                   | ["null","string","long"]                       | other than [null, something]
            "name":"hotelId","type":"string"    | "name":"hotelId","type":["string","long"]      | other than [null, something]
            "default":null,                     | "x":1,                                         | null must be its default
            "name":"priceMinor","type":"long"   | "name":"priceMinor","type":"int"               | must be a long
            {"type":"long","logicalType":"timestamp-millis"} | "long"                            | must be timestamp-millis
            {"type":"int","logicalType":"date"} | "string"                                       | must be a date
            "name":"taxBps","type":"int","default":0 | "name":"taxBps","type":"string","default":"" | basis points
            """)
    void each_rule_bites(String good, String bad, String says) {
        assertThat(GOOD).contains(good);
        assertThat(SchemaLint.of(parse(GOOD.replace(good, bad))))
                .anySatisfy(fault -> assertThat(fault).contains(says));
    }

    @Test
    void a_payload_that_is_no_record_is_refused() {
        assertThat(SchemaLint.of(parse("\"string\""))).isNotEmpty();
        assertThat(SchemaLint.of(parse("[\"null\",\"string\"]"))).isNotEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"taxBps"                    | {"name":"levyBps"                              | taxBps is gone
            "name":"Reason"                     | "name":"Cause"                                 | Reason is gone
            {"type":"long","logicalType":"timestamp-millis"} | {"type":"long","logicalType":"timestamp-micros"} | another logical type
            {"type":"int","logicalType":"date"} | "int"                                          | another logical type
            "default":0                         | "default":1                                    | another default
            "UNKNOWN","FULL_HOUSE"              | "UNKNOWN"                                      | lost or moved
            "UNKNOWN","FULL_HOUSE"              | "UNKNOWN","EMPTY_HOUSE","FULL_HOUSE"           | lost or moved
            {"name":"hotelId"                   | {"name":"city","type":"string"},{"name":"hotelId" | new and has no default
            """)
    void each_rule_for_changes_bites(String before, String after, String says) {
        assertThat(GOOD).contains(before);
        assertThat(SchemaLint.ofChange(parse(GOOD), parse(GOOD.replace(before, after))))
                .anySatisfy(fault -> assertThat(fault).contains(says));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"hotelId"                   | {"name":"city","type":"string","default":""},{"name":"hotelId"
            "UNKNOWN","FULL_HOUSE"              | "UNKNOWN","FULL_HOUSE","FIRE"
            "doc":"A."                          | "doc":"A better text."
            """)
    void good_changes_pass(String before, String after) {
        assertThat(GOOD).contains(before);
        assertThat(SchemaLint.ofChange(parse(GOOD), parse(GOOD.replace(before, after))))
                .isEmpty();
    }

    private static Schema parse(String text) {
        return new Schema.Parser(org.apache.avro.NameValidator.UTF_VALIDATOR).parse(text);
    }
}
