package io.staylog.reporting.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The public data set of real bookings, which is not part of the project, as its README maps it. */
public final class PublicData {
    private PublicData() {}

    /** One booking. */
    public record Row(
            int no,
            String hotel,
            LocalDate booked,
            LocalDate arrival,
            int nights,
            int adults,
            int children,
            String roomType,
            String channel,
            String deposit,
            long nightMinor,
            String ending,
            LocalDate cancelledOn) {

        public LocalDate departure() {
            return arrival.plusDays(nights);
        }

        public boolean isCancelled() {
            return ending.equals("Canceled");
        }

        public boolean isNoShow() {
            return ending.equals("No-Show");
        }

        public boolean isKept() {
            return ending.equals("Check-Out");
        }

        public long valueMinor() {
            return nightMinor * nights;
        }

        public boolean isNonRefund() {
            return deposit.equals("Non Refund");
        }

        /** What the guest pays when booking. */
        public long dueNowMinor() {
            return switch (deposit) {
                case "Non Refund" -> valueMinor();
                case "Refundable" -> (valueMinor() * 3 + 5) / 10;
                default -> 0;
            };
        }

        /** What one who does not come has paid in the end. */
        public long noShowFeeMinor() {
            return deposit.equals("No Deposit") ? nights == 0 ? 0 : nightMinor : dueNowMinor();
        }

        /** The business date on which it left the books without a stay; null where the guest came. */
        public LocalDate offBooks() {
            return isCancelled() ? cancelledOn : isNoShow() ? arrival : null;
        }

        /** Whether it was on the books at the end of a business date. */
        public boolean onTheBooks(LocalDate date) {
            return !booked.isAfter(date) && (offBooks() == null || offBooks().isAfter(date));
        }
    }

    /** A file of ../shared/data; the test is skipped where it is not there, or fails with {@code -Ddataset=required}. */
    public static Path file(String name) {
        var directory = System.getenv().getOrDefault("STAYLOG_DATASET", "../../shared/data");
        var file = Path.of(directory).resolve(name).toAbsolutePath().normalize();
        var reason = "needs the public data set: put " + file.getFileName()
                + " into ../shared/data beside the project, or say" + " where it is with STAYLOG_DATASET";
        if ("required".equals(System.getProperty("dataset")) && !Files.exists(file)) {
            throw new AssertionError(reason);
        }
        assumeTrue(Files.exists(file), reason);
        return file;
    }

    /** All bookings in the file's order. */
    public static List<Row> rows() {
        var rows = new ArrayList<Row>();
        csv("hotel_bookings.csv.gz").forEach(line -> rows.add(row(rows.size(), line)));
        return rows;
    }

    /** The lines of a file. */
    public static List<NamedCsvRecord> csv(String name) {
        try (var csv = CsvReader.builder().ofNamedCsvRecord(open(file(name)))) {
            return csv.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        var bytes = new BufferedInputStream(Files.newInputStream(file));
        return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    }

    private static Row row(int no, NamedCsvRecord line) {
        var month = Month.valueOf(line.getField("arrival_date_month").toUpperCase(Locale.ROOT));
        var arrival = LocalDate.of(number(line, "arrival_date_year"), month, number(line, "arrival_date_day_of_month"));
        int adults = number(line, "adults");
        int children = number(line, "children") + number(line, "babies");
        return new Row(
                no,
                line.getField("hotel"),
                arrival.minusDays(number(line, "lead_time")),
                arrival,
                number(line, "stays_in_weekend_nights") + number(line, "stays_in_week_nights"),
                adults + children == 0 ? 1 : adults,
                children,
                line.getField("reserved_room_type"),
                line.getField("distribution_channel"),
                line.getField("deposit_type"),
                new BigDecimal(line.getField("adr"))
                        .movePointRight(2)
                        .setScale(0, RoundingMode.UNNECESSARY)
                        .max(BigDecimal.ZERO)
                        .longValueExact(),
                line.getField("reservation_status"),
                LocalDate.parse(line.getField("reservation_status_date")));
    }

    private static int number(NamedCsvRecord line, String field) {
        var text = line.getField(field);
        return text.equals("NA") ? 0 : Integer.parseInt(text);
    }
}
