package io.staylog.cli.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.staylog.cli.dataset.DatasetRow.Ending;
import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.common.Channel;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;

/** Reads hotel_bookings.csv, compressed or not, into rows as data/README.md maps them. */
final class DatasetFile {
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int BUFFER_BYTES = 1 << 16;

    private DatasetFile() {}

    /**
     * All bookings in the file's order.
     *
     * @throws Failure naming the line and what is wrong with it
     */
    static List<DatasetRow> read(Path file) {
        var rows = new ArrayList<DatasetRow>();
        try (var csv = CsvReader.builder().ofNamedCsvRecord(open(file))) {
            for (var line : csv) {
                rows.add(row(file, rows.size(), line));
            }
        } catch (IOException | CsvParseException e) {
            throw Failure.usage("cannot read " + file + ": " + e.getMessage());
        }
        if (rows.isEmpty()) {
            throw Failure.usage(file + " has no bookings");
        }
        return rows;
    }

    /** The file's content, whether it is compressed or not. */
    static InputStream open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Failure.usage(file + " is not a file");
        }
        var bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        bytes.mark(2);
        int magic = bytes.read() << 8 | bytes.read();
        bytes.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(bytes, BUFFER_BYTES) : bytes;
    }

    private static DatasetRow row(Path file, int no, NamedCsvRecord line) {
        try {
            return new DatasetRow(
                    no,
                    DatasetHotel.labelled(line.getField("hotel")),
                    arrival(line),
                    number(line, "lead_time"),
                    number(line, "stays_in_weekend_nights") + number(line, "stays_in_week_nights"),
                    Party.of(number(line, "adults"), number(line, "children"), number(line, "babies")),
                    line.getField("reserved_room_type"),
                    channel(line.getField("distribution_channel")),
                    Deposit.labelled(line.getField("deposit_type")),
                    cents(line.getField("adr")),
                    ending(line.getField("reservation_status")),
                    LocalDate.parse(line.getField("reservation_status_date")));
        } catch (Failure
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException
                | NoSuchElementException e) {
            throw Failure.usage(file + " line " + line.getStartingLineNumber() + ": " + e.getMessage());
        }
    }

    private static LocalDate arrival(NamedCsvRecord line) {
        var month = Month.valueOf(line.getField("arrival_date_month").toUpperCase(Locale.ROOT));
        return LocalDate.of(number(line, "arrival_date_year"), month, number(line, "arrival_date_day_of_month"));
    }

    private static int number(NamedCsvRecord line, String field) {
        var text = line.getField(field);
        // Four rows do not know how many children there were.
        return text.equals("NA") ? 0 : Integer.parseInt(text);
    }

    /** The price of a night; the one that is negative was a correction and counts as 0. */
    static long cents(String adr) {
        return new BigDecimal(adr)
                .movePointRight(2)
                .setScale(0, RoundingMode.UNNECESSARY)
                .max(BigDecimal.ZERO)
                .longValueExact();
    }

    static Channel channel(String label) {
        return switch (label) {
            case "TA/TO" -> Channel.OTA;
            case "Direct", "Undefined" -> Channel.DIRECT_WEB;
            case "Corporate" -> Channel.CORPORATE;
            case "GDS" -> Channel.GDS;
            default -> throw Failure.usage("'" + label + "' is no channel of the data set");
        };
    }

    private static Ending ending(String label) {
        return switch (label) {
            case "Check-Out" -> Ending.CHECKED_OUT;
            case "Canceled" -> Ending.CANCELLED;
            case "No-Show" -> Ending.NO_SHOW;
            default -> throw Failure.usage("'" + label + "' is no ending of the data set");
        };
    }
}
