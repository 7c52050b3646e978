package io.staylog.cli.payment;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.CardNumbers;
import io.staylog.schemas.payment.SettlementKind;
import io.staylog.schemas.payment.SettlementLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a bank's settlement line by line: all of it makes sense, or nothing of it is used and every bad line is named. */
final class SettlementFile {
    static final List<String> COLUMNS = List.of(
            "settlementDate",
            "merchant",
            "merchantReference",
            "pspReference",
            "kind",
            "amountMinor",
            "feeMinor",
            "currency");
    /** payment-service takes no more of one hotel, date and currency. */
    static final int LINES_MAX = 5_000;

    private static final int ERRORS_SHOWN = 20;
    private static final Pattern HOTEL = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    /** What is compared with the books as one. */
    record Part(String hotelId, LocalDate date, String currency) {
        static final Comparator<Part> ORDER =
                Comparator.comparing(Part::hotelId).thenComparing(Part::date).thenComparing(Part::currency);
    }

    private final String name;
    private final List<String> errors = new ArrayList<>();
    private final Map<Part, List<SettlementLine>> parts = new TreeMap<>(Part.ORDER);

    private SettlementFile(String name) {
        this.name = name;
    }

    /**
     * The lines of every hotel, date and currency, in their order.
     *
     * @throws Failure naming every line that is wrong, the field and what it must be
     */
    static Map<Part, List<SettlementLine>> read(Path path) {
        if (!Files.isRegularFile(path)) {
            throw Failure.usage(path + " is not a file");
        }
        try {
            return read(path.toString(), Files.readString(path, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw Failure.usage("cannot read " + path + ": " + e.getMessage());
        }
    }

    static Map<Part, List<SettlementLine>> read(String name, String text) {
        var file = new SettlementFile(name);
        try (var csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            boolean isFirst = true;
            for (var line : csv) {
                if (isFirst) {
                    file.head(line);
                } else {
                    file.line(line);
                }
                isFirst = false;
            }
            if (isFirst) {
                throw Failure.usage(name + " is empty; its first line must be " + String.join(",", COLUMNS));
            }
        } catch (IOException | CsvParseException e) {
            throw Failure.usage("cannot read " + name + ": " + e.getMessage());
        }
        return file.checked();
    }

    private void head(CsvRecord line) {
        var fields = new ArrayList<>(line.getFields());
        fields.set(0, fields.getFirst().replace("\uFEFF", "")); // Spreadsheets write a byte order mark.
        if (!fields.equals(COLUMNS)) {
            throw Failure.usage(name + " line 1: must be " + String.join(",", COLUMNS));
        }
    }

    private void line(CsvRecord line) {
        long number = line.getStartingLineNumber();
        if (line.getFieldCount() != COLUMNS.size()) {
            errors.add("line " + number + ": has " + line.getFieldCount() + " fields instead of " + COLUMNS.size());
            return;
        }
        int before = errors.size();
        var date = date(number, line.getField(0));
        var hotel = matching(number, line.getField(1), "merchant", HOTEL, "the id of a hotel");
        var ours = matching(number, line.getField(2), "merchantReference", REFERENCE, "our number of an operation");
        var psp = matching(number, line.getField(3), "pspReference", REFERENCE, "the bank's number of a payment");
        var kind = kind(number, line.getField(4));
        long amount = minor(number, line.getField(5), "amountMinor");
        long fee = minor(number, line.getField(6), "feeMinor");
        var currency = currency(number, line.getField(7));
        if (errors.size() == before && date != null && kind != null) {
            parts.computeIfAbsent(new Part(hotel, date, currency), _ -> new ArrayList<>())
                    .add(new SettlementLine(ours, psp, kind, amount, fee));
        }
    }

    private @Nullable LocalDate date(long number, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException _) {
            wrong(number, "settlementDate", "a date like 2026-12-31", text);
            return null;
        }
    }

    private String matching(long number, String text, String field, Pattern form, String what) {
        if (!form.matcher(text).matches() || CardNumbers.isIn(text)) {
            wrong(number, field, what, text);
        }
        return text;
    }

    private @Nullable SettlementKind kind(long number, String text) {
        for (var kind : SettlementKind.values()) {
            if (kind != SettlementKind.UNKNOWN
                    && kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                return kind;
            }
        }
        wrong(number, "kind", "capture, refund, chargeback, chargeback_reversal or capture_failed", text);
        return null;
    }

    private long minor(long number, String text, String field) {
        if (NUMBER.matcher(text).matches()) {
            return Long.parseLong(text);
        }
        wrong(number, field, "a whole number of 0 or more, in minor units", text);
        return 0;
    }

    private String currency(long number, String text) {
        try {
            Currency.getInstance(text);
        } catch (IllegalArgumentException _) {
            wrong(number, "currency", "an ISO 4217 code such as EUR", text);
        }
        return text;
    }

    private void wrong(long number, String field, String must, String text) {
        var shown = CardNumbers.isIn(text) ? "something that looks like card data" : "'" + text + "'";
        errors.add("line " + number + ": " + field + " must be " + must + ", but is " + shown);
    }

    private Map<Part, List<SettlementLine>> checked() {
        parts.forEach((part, lines) -> {
            if (lines.size() > LINES_MAX) {
                errors.add(part.hotelId() + " has " + lines.size() + " lines of " + part.date() + " in "
                        + part.currency() + "; at most " + LINES_MAX + " are taken");
            }
        });
        if (errors.isEmpty()) {
            return parts;
        }
        var shown = errors.subList(0, Math.min(ERRORS_SHOWN, errors.size()));
        var rest = errors.size() > shown.size() ? "\n  and " + (errors.size() - shown.size()) + " more" : "";
        throw Failure.usage(name + " was not imported, nothing was sent:\n  " + String.join("\n  ", shown) + rest);
    }
}
