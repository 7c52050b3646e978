package io.staylog.schemas;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Finds card numbers where none may be: 13 to 19 digits with a right check digit (ISO/IEC 7812, Luhn), whatever stands
 * between them, but for letters.
 *
 * <p>One number in ten passes the check by chance, so a reference of digits alone may be refused; letting a card number
 * through would put it on a log that forgets nothing.
 */
public final class CardNumbers {
    private static final int DIGITS_MIN = 13;
    private static final int DIGITS_MAX = 19;
    private static final int FIRST_NOT_ASCII = 128;

    private static final int UUID_LENGTH = 36;
    private static final int UUID_FIRST_LENGTH = 8;

    /** Of each generated class, the numbers of the fields in which a text may stand. */
    private static final ClassValue<int[]> TEXTS = new ClassValue<>() {
        @Override
        protected int[] computeValue(Class<?> type) {
            return SpecificData.get().getSchema(type).getFields().stream()
                    .filter(field -> mayHoldText(field.schema()))
                    .mapToInt(Schema.Field::pos)
                    .toArray();
        }
    };

    private CardNumbers() {}

    /** Whether a text holds something that looks like a card number. */
    public static boolean isIn(String anyText) {
        if (hasTooFewDigits(anyText)) {
            return false;
        }
        var text = withoutUuids(anyText);
        if (hasTooFewDigits(text)) {
            return false;
        }
        text = plain(text);
        var groups = new ArrayList<String>();
        var group = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = Character.digit(c, 10); // Knows Arabic digits, too.
            if (digit >= 0) {
                group.append((char) ('0' + digit));
                continue;
            }
            endGroup(group, groups);
            // Whatever stands between digits only groups them, but for letters, which make them another number.
            if (Character.isLetter(c)) {
                if (isAmong(groups)) {
                    return true;
                }
                groups.clear();
            }
        }
        endGroup(group, groups);
        return isAmong(groups);
    }

    /** By hand, because every text of every request passes here. What is not ASCII may yet turn out to be digits. */
    private static boolean hasTooFewDigits(String text) {
        if (text.length() < DIGITS_MIN) {
            return true;
        }
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FIRST_NOT_ASCII) {
                return false;
            }
            if (c >= '0' && c <= '9') {
                digits++;
            }
        }
        return digits < DIGITS_MIN;
    }

    /**
     * With a letter in the place of each UUID. One of 300 holds, by chance, what passes for a card number, and callers put them
     * into their keys as we put them into ours for the bank; nobody writes a card number in groups of 8-4-4-4-12.
     */
    private static String withoutUuids(String text) {
        var left = new StringBuilder();
        int from = 0;
        for (int dash = text.indexOf('-'); dash >= 0; dash = text.indexOf('-', dash + 1)) {
            int begin = dash - UUID_FIRST_LENGTH;
            if (begin >= from && isUuid(text, begin)) {
                left.append(text, from, begin).append('x');
                from = begin + UUID_LENGTH;
            }
        }
        return from == 0 ? text : left.append(text, from, text.length()).toString();
    }

    /** Whether a text, in ASCII, is a UUID and nothing else, and so holds no card number. */
    static boolean isUuid(byte[] text) {
        if (text.length != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            if (!isOfUuid(i, text[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUuid(String text, int begin) {
        int end = begin + UUID_LENGTH;
        if (end > text.length()
                || (begin > 0 && Character.isLetterOrDigit(text.charAt(begin - 1)))
                || (end < text.length() && Character.isLetterOrDigit(text.charAt(end)))) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            if (!isOfUuid(i, text.charAt(begin + i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfUuid(int place, int c) {
        boolean dash = place == UUID_FIRST_LENGTH || place == 13 || place == 18 || place == 23;
        return dash ? c == '-' : HexFormat.isHexDigit(c);
    }

    /** Full-width and circled digits as plain ones; most texts are plain, and every request passes here. */
    private static String plain(String text) {
        return text.chars().allMatch(c -> c < FIRST_NOT_ASCII)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    private static void endGroup(StringBuilder group, List<String> groups) {
        if (group.length() > 0) {
            groups.add(group.toString());
            group.setLength(0);
        }
    }

    /** Tries every run of whole groups, because a card number may stand beside other numbers. */
    private static boolean isAmong(List<String> groups) {
        for (int from = 0; from < groups.size(); from++) {
            var digits = new StringBuilder();
            for (int to = from; to < groups.size() && digits.length() <= DIGITS_MAX; to++) {
                digits.append(groups.get(to));
                if (looksLikeCard(digits)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The path of the first text in a record that holds a card number, or null. */
    public static @Nullable String find(SpecificRecord record) {
        for (int field : TEXTS.get(record.getClass())) {
            var found = find(record.get(field));
            if (found != null) {
                return record.getSchema().getFields().get(field).name() + found;
            }
        }
        return null;
    }

    private static boolean mayHoldText(Schema schema) {
        return switch (schema.getType()) {
            case STRING -> schema.getLogicalType() == null;
            case ARRAY -> mayHoldText(schema.getElementType());
            case UNION -> schema.getTypes().stream().anyMatch(CardNumbers::mayHoldText);
            default -> schema.getType() == Schema.Type.RECORD;
        };
    }

    private static @Nullable String find(@Nullable Object value) {
        if (value instanceof String text) {
            return isIn(text) ? "" : null;
        }
        if (value instanceof SpecificRecord record) {
            var found = find(record);
            return found == null ? null : "." + found;
        }
        if (value instanceof Collection<?> items) {
            int index = 0;
            for (var item : items) {
                var found = find(item);
                if (found != null) {
                    return "[" + index + "]" + found;
                }
                index++;
            }
        }
        return null;
    }

    private static boolean looksLikeCard(CharSequence digits) {
        if (digits.length() < DIGITS_MIN || digits.length() > DIGITS_MAX) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
