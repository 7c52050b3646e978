package io.staylog.systemtests;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** A made-up card, and every record that it could be hidden in. */
final class CardData {
    private static final int DIGITS = 16;

    private final String number;

    /** A number that no other test uses, with a right check digit. */
    CardData(Random random) {
        var digits = new StringBuilder("55");
        while (digits.length() < DIGITS - 1) {
            digits.append(random.nextInt(10));
        }
        number = digits.toString() + checkDigit(digits);
    }

    private static int checkDigit(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return (10 - sum % 10) % 10;
    }

    String number() {
        return number;
    }

    /** As people write it. */
    String grouped() {
        return number.replaceAll("(.{4})(?!$)", "$1 ");
    }

    /** All ways in which it would be recognised. */
    List<String> needles() {
        return List.of(number, grouped(), grouped().replace(' ', '-'), number.substring(2));
    }

    boolean isIn(String text) {
        return needles().stream().anyMatch(text::contains);
    }

    /** A record with a place in it for a text: where, and the record with the card there. */
    record Hidden(String field, SpecificRecord record) {}

    /** The record type with the card in each of its texts in turn, save the hotel, which is the key. */
    List<Hidden> in(Class<? extends SpecificRecord> type, String hotelId) {
        var schema = SpecificData.get().getSchema(type);
        var all = new ArrayList<Hidden>();
        int texts = count(schema);
        for (int i = 0; i < texts; i++) {
            var filler = new Filler(i);
            var record = filler.record(schema, "");
            var hotel = schema.getField("hotelId");
            boolean isTheKey = filler.hiddenIn.equals("hotelId");
            if (hotel != null && !isTheKey) {
                record.put(hotel.pos(), hotelId);
                all.add(new Hidden(type.getSimpleName() + "." + filler.hiddenIn, record));
            }
        }
        return all;
    }

    private int count(Schema schema) {
        var filler = new Filler(-1);
        var _ = filler.record(schema, "");
        return filler.texts;
    }

    /** Fills a record with whatever fits, and the card into one text. */
    private final class Filler {
        private final int wanted;
        private int texts;
        private String hiddenIn = "";

        Filler(int wanted) {
            this.wanted = wanted;
        }

        SpecificRecord record(Schema schema, String path) {
            var record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
            for (var field : schema.getFields()) {
                var at = path.isEmpty() ? field.name() : path + "." + field.name();
                record.put(field.pos(), value(field.schema(), at));
            }
            return record;
        }

        private Object value(Schema schema, String path) {
            return switch (schema.getType()) {
                case RECORD -> record(schema, path);
                case UNION ->
                    value(
                            schema.getTypes().stream()
                                    .filter(it -> it.getType() != Schema.Type.NULL)
                                    .findFirst()
                                    .orElseThrow(),
                            path);
                case ARRAY -> new ArrayList<>(List.of(value(schema.getElementType(), path + "[0]")));
                case MAP -> Map.of();
                case ENUM ->
                    SpecificData.get().createEnum(schema.getEnumSymbols().get(1), schema);
                case STRING -> schema.getLogicalType() == null ? text(path) : UUID.randomUUID();
                case LONG -> schema.getLogicalType() instanceof LogicalTypes.TimestampMillis ? Instant.now() : 1L;
                case INT -> schema.getLogicalType() instanceof LogicalTypes.Date ? LocalDate.now() : 1;
                case BOOLEAN -> true;
                default -> throw new IllegalStateException("nothing fits a " + schema);
            };
        }

        private String text(String path) {
            boolean isHere = texts == wanted;
            texts++;
            if (isHere) {
                hiddenIn = path;
            }
            return isHere ? "x " + grouped() : "x";
        }
    }
}
