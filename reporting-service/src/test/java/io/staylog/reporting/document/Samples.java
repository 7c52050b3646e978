package io.staylog.reporting.document;

import io.staylog.reporting.document.DailyReportSource.Figure;
import io.staylog.reporting.document.DailyReportSource.Section;
import io.staylog.reporting.document.DailyReportSource.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sources to make documents from. */
final class Samples {
    static final LocalDate AUGUST_15 = LocalDate.of(2016, 8, 15);
    static final Instant DATA_AT = Instant.parse("2016-08-16T01:30:12Z");

    /** Names that a hotel's guests really have, each in its own script. */
    static final List<String> NAMES = List.of(
            "Anna Schmidt",
            "Zoë Müller-Lüdenscheidt",
            "Łukasz Żółć",
            "Þórunn Ægisdóttir",
            "Nguyễn Thị Minh Khai",
            "Γιώργος Παπαδόπουλος",
            "Мария Кузнецова",
            "محمد عبد الله",
            "فاطمة الزهراء",
            "יוסי כהן",
            "山田 太郎",
            "王小明",
            "김민준");

    private Samples() {}

    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    static Heading heading() {
        return heading("rio", "Hotel Rio", "EUR");
    }

    static Heading heading(String hotelId, String name, String currency) {
        return new Heading(
                new Heading.Hotel(
                        hotelId,
                        name,
                        ZoneId.of("Europe/Lisbon"),
                        currency,
                        "Rio Hospitality, Lda.",
                        "Rua das Flores 7\n1200-195 Lisboa\nPortugal",
                        "PT501964843"),
                Heading.StandsOn.of(
                                Map.of(
                                        "booking.events", Map.of(0, 120345L, 1, 99L),
                                        "payment.events", Map.of(0, 45321L, 1, 7L)),
                                DATA_AT)
                        .linkingTo("https://reports.example"));
    }

    static Guest guest(String name) {
        return new Guest(id(name), name, false);
    }

    static DailyReportSource daily() {
        return daily(8, 4, true);
    }

    static DailyReportSource daily(int channels, int segments, boolean isClosed) {
        return new DailyReportSource(
                heading(),
                AUGUST_15,
                isClosed,
                sections(),
                List.of(
                        new DailyReportSource.Sale("Bookings made", 59, 145L, 1_707_279L),
                        new DailyReportSource.Sale("Cancellations made", 31, 104L, 1_210_400L),
                        new DailyReportSource.Sale("Net pickup", 28, 41L, 496_879L),
                        new DailyReportSource.Sale("Turnaways: sold_out", 12, 31L, null),
                        new DailyReportSource.Sale("Turnaways: price_changed", 2, 4L, null)),
                List.of(
                        outlook("Tomorrow", 1, 221, 2_801_112),
                        outlook("Next 7 nights", 7, 1522, 18_654_722),
                        outlook("Next 30 nights", 30, 6203, 72_561_605),
                        outlook("Next 90 nights", 90, 14970, 166_111_526)),
                IntStream.rangeClosed(1, 14)
                        .mapToObj(i -> new DailyReportSource.NextNight(
                                AUGUST_15.plusDays(i), 226 - 7L * i, 226, percent(226 - 7L * i, 226)))
                        .toList(),
                IntStream.range(0, channels)
                        .mapToObj(i -> share("Channel " + (i + 1), i))
                        .toList(),
                IntStream.range(0, segments)
                        .mapToObj(i -> share("SEGMENT_" + (i + 1), i))
                        .toList(),
                List.of(share("DOUBLE", 0), share("TWIN", 3)),
                List.of(share("BAR_FLEX", 0)),
                Stream.of("Today", "MTD", "YTD")
                        .flatMap(time -> Stream.of(
                                new DailyReportSource.LedgerRow(
                                        "Guest", time, 4_120_500, 2_695_856, 0, 2_510_000, 4_306_356),
                                new DailyReportSource.LedgerRow(
                                        "Deposit", time, 12_110_000, 345_600, 0, 1_210_000, 11_245_600),
                                new DailyReportSource.LedgerRow("City", time, 0, 0, 0, 0, 0)))
                        .toList(),
                List.of(
                        new DailyReportSource.MoneyRow("Owed after the stay", 3L, 45_000L),
                        new DailyReportSource.MoneyRow("Payments needing attention", 2L, 30_120L),
                        new DailyReportSource.MoneyRow("Open disputes", 1L, 12_000L)),
                List.of(new DailyReportSource.Dispute(
                        "dp_1", "FRAUDULENT", 12_000, "EUR", Instant.parse("2016-08-29T22:00:00Z"))),
                List.of(
                        new DailyReportSource.Exceptional("Overbooked nights, next 14", 1L, "2016-08-20"),
                        new DailyReportSource.Exceptional("Holds expired today", 4L, ""),
                        new DailyReportSource.Exceptional("Payments of unknown outcome", 0L, ""),
                        new DailyReportSource.Exceptional("Dead letters open", 0L, ""),
                        new DailyReportSource.Exceptional("Folios out of balance", 0L, "")),
                List.of(new DailyReportSource.Overbooked(AUGUST_15.plusDays(5), "DOUBLE", 2)),
                new DailyReportSource.Check(Instant.parse("2016-08-16T01:00:00Z"), true, 24, List.of()));
    }

    /** The values of the published golden day where there are such. */
    private static List<Section> sections() {
        return List.of(
                new Section(
                        "A Rooms",
                        List.of(
                                count("Rooms in hotel", 226, 3390, 3390, 51528, 51302),
                                count("Out of order", 0, 4, 0, 31, 12),
                                count("Rooms available", 226, 3386, 3390, 51497, 51290),
                                count("Rooms sold (paid)", 210, 3273, 2398, 39368, 21910),
                                count("Complimentary", 2, 21, 13, 402, 210),
                                count("Rooms occupied", 212, 3294, 2411, 39770, 22120),
                                count("Day use", 0, 3, 1, 44, 20),
                                ratio(
                                        "Occupancy % of rooms",
                                        Unit.PERCENT, "93.81", "97.17", "71.12", "77.18", "43.12"),
                                ratio(
                                        "Occupancy % less out of order",
                                        Unit.PERCENT, "93.81", "97.28", "71.12", "77.23", "43.13"),
                                count("Rooms with one guest", 41, 612, 501, 8012, 4410),
                                count("Rooms with several guests", 171, 2682, 1910, 31758, 17710),
                                count("Guests in house", 498, 7610, 5501, 83110, 45120))),
                new Section(
                        "B Revenue",
                        List.of(
                                money("Stays", 2_658_256, 39_000_000, 20_990_000, 398_000_000, 199_000_000),
                                money("Early departure fees", 12_000, 8_130, 8_410, 522_635, 410),
                                money("Rooms revenue", 2_695_856, 39_418_130, 21_110_410, 403_642_635, 201_110_900),
                                money("No-show fees", 25_600, 410_000, 112_000, 5_120_000, 2_110_500),
                                money("Cancellation fees", 12_000, 210_000, 99_900, 4_100_000, 1_200_000),
                                money("Food and beverage", 410_050, 6_105_000, 3_110_000, 61_110_000, 30_110_000),
                                money("Other", 0, 10_000, 0, 210_000, 90_000),
                                money("Tax", 188_610, 2_769_188, 1_465_939, 28_450_958, 14_077_763),
                                new Figure(
                                        "Total",
                                        Unit.MONEY,
                                        true,
                                        decimal(3_332_116),
                                        decimal(48_922_318),
                                        decimal(25_898_249),
                                        new BigDecimal("88.90"),
                                        decimal(502_633_593),
                                        decimal(248_699_163),
                                        new BigDecimal("102.10")),
                                ratio("ADR", Unit.MONEY, "12716.30", "11966.65", "8755.87", "10149.42", "9091.81"),
                                ratio("RevPAR", Unit.MONEY, "11928.57", "11627.77", "6227.26", "7833.47", "3920.14"),
                                ratio(
                                        "ADR without fees",
                                        Unit.MONEY,
                                        "12658.36",
                                        "11839.71",
                                        "8705.93",
                                        "10007.54",
                                        "8996.38"),
                                ratio(
                                        "RevPAR without fees",
                                        Unit.MONEY,
                                        "11762.19",
                                        "11504.42",
                                        "6191.74",
                                        "7723.96",
                                        "3878.99"),
                                ratio("TRevPAR", Unit.MONEY, "14743.88", "14431.36", "7639.60", "9754.57", "4847.75"))),
                new Section(
                        "C Movements",
                        List.of(
                                count("Arrivals", 64, 1012, 801, 14110, 8012),
                                count("Departures", 77, 1001, 790, 13990, 7991),
                                count("Stayovers", 148, 2282, 1610, 25660, 14108),
                                count("Walk-ins", 1, 12, 9, 140, 77),
                                count("No-shows", 2, 31, 12, 402, 190),
                                count("Late cancellations", 1, 9, 4, 110, 55),
                                count("Early departures", 3, 21, 10, 210, 101),
                                count("Stays extended", 2, 18, 7, 190, 88),
                                count("Walked", 0, 0, 0, 0, 0))),
                new Section(
                        "D Sales",
                        List.of(
                                count("Bookings made", 59, 801, 610, 14_210, 9_012),
                                count("Room nights booked", 145, 2_402, 1_810, 41_110, 27_001),
                                money("Value booked", 1_707_279, 28_110_000, 19_900_000, 480_000_000, 260_000_000),
                                count("Turned away: sold_out", 12, 101, 77, 1_204, 633))),
                new Section(
                        "G Payments",
                        List.of(
                                money("Captured: stay balance", 2_210_045, 31_000_000, 20_100_000, 401_000_000, 0),
                                money("Captured: prepayment", 645_555, 9_100_000, 4_400_000, 81_000_000, 31_000_000),
                                money("Refunds", 210_400, 1_100_000, 900_000, 12_000_000, 6_000_000))));
    }

    private static Figure count(String label, long today, long mtd, long mtdLy, long ytd, long ytdLy) {
        return figure(label, Unit.COUNT, decimal(today), decimal(mtd), decimal(mtdLy), decimal(ytd), decimal(ytdLy));
    }

    private static Figure money(String label, long today, long mtd, long mtdLy, long ytd, long ytdLy) {
        return figure(label, Unit.MONEY, decimal(today), decimal(mtd), decimal(mtdLy), decimal(ytd), decimal(ytdLy));
    }

    private static Figure ratio(
            String label, Unit unit, String today, String mtd, String mtdLy, String ytd, String ytdLy) {
        return figure(
                label,
                unit,
                new BigDecimal(today),
                new BigDecimal(mtd),
                new BigDecimal(mtdLy),
                new BigDecimal(ytd),
                new BigDecimal(ytdLy));
    }

    private static Figure figure(
            String label,
            Unit unit,
            BigDecimal today,
            BigDecimal mtd,
            BigDecimal mtdLy,
            BigDecimal ytd,
            BigDecimal ytdLy) {
        return new Figure(
                label, unit, false, today, mtd, mtdLy, variance(mtd, mtdLy), ytd, ytdLy, variance(ytd, ytdLy));
    }

    private static BigDecimal variance(BigDecimal now, BigDecimal before) {
        return before.signum() == 0
                ? null
                : now.subtract(before).multiply(BigDecimal.valueOf(100)).divide(before, 2, RoundingMode.HALF_UP);
    }

    private static BigDecimal decimal(long value) {
        return BigDecimal.valueOf(value);
    }

    private static BigDecimal percent(long part, long whole) {
        return BigDecimal.valueOf(part * 100).divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP);
    }

    private static DailyReportSource.Outlook outlook(String label, int nights, long rooms, long revenue) {
        return new DailyReportSource.Outlook(
                label,
                AUGUST_15.plusDays(1),
                AUGUST_15.plusDays(nights),
                rooms,
                revenue,
                percent(rooms, 226L * nights),
                decimal(revenue).divide(decimal(rooms), 2, RoundingMode.HALF_UP),
                nights,
                -3L * nights,
                rooms - 20,
                variance(decimal(rooms), decimal(rooms - 20)));
    }

    private static DailyReportSource.Share share(String name, int i) {
        long nights = Math.max(1, 90 - 9L * i);
        return new DailyReportSource.Share(
                name,
                nights,
                nights * 12_345,
                decimal(12_345),
                nights * 14,
                nights * 14 * 11_999,
                decimal(11_999),
                nights * 11,
                nights * 11 * 11_001,
                new BigDecimal("38.82"),
                nights * 210,
                nights * 210 * 11_555,
                decimal(11_555),
                nights * 190,
                nights * 190 * 10_999,
                new BigDecimal("16.11"));
    }

    static GuestListSource arrivals(int rows) {
        return list(DocumentKind.ARRIVALS, rows);
    }

    static GuestListSource list(DocumentKind kind, int rows) {
        var list = new ArrayList<GuestListSource.Row>();
        for (int i = 0; i < rows; i++) {
            var name = NAMES.get(i % NAMES.size());
            var guest = i % 17 == 16 ? new Guest(id(name), null, true) : i % 19 == 18 ? Guest.UNKNOWN : guest(name);
            list.add(new GuestListSource.Row(
                    id("booking" + i),
                    "RIO-" + (1_000_001 + i),
                    1 + i % 2,
                    i % 3 == 0 ? "SUPERIOR_DOUBLE_SEA_VIEW" : "TWIN",
                    guest,
                    AUGUST_15,
                    AUGUST_15.plusDays(1 + i % 9),
                    1 + i % 3,
                    i % 2,
                    "CONFIRMED",
                    i % 2 == 0 ? "DIRECT_WEB" : "OTA",
                    "BAR_FLEX",
                    "CARD",
                    "EUR",
                    123_456L * (1 + i % 5),
                    i % 4 == 0 ? null : 10_000L * (i % 3),
                    i == 4 ? "late arrival after midnight, needs a baby cot" : ""));
        }
        return new GuestListSource(heading(), kind, AUGUST_15, false, list);
    }

    static PickupSource pickup(int nights) {
        return new PickupSource(
                heading(),
                AUGUST_15,
                true,
                AUGUST_15.plusDays(1),
                AUGUST_15.plusDays(Math.max(1, nights)),
                IntStream.rangeClosed(1, nights)
                        .mapToObj(i -> new PickupSource.Night(
                                AUGUST_15.plusDays(i),
                                226,
                                220 - i,
                                (220L - i) * 12_345,
                                percent(220 - i, 226),
                                decimal(12_345),
                                i % 5 - 2,
                                (i % 5 - 2) * 12_345L,
                                i % 9,
                                i % 9 * 12_345L,
                                i % 30,
                                i % 30 * 12_345L,
                                i % 4 == 0 ? null : 180L - i,
                                i % 4 == 0 ? null : (180L - i) * 11_000))
                        .toList());
    }

    private static FolioSource.Stay stay() {
        return new FolioSource.Stay(
                id("booking"), "RIO-7K2M9Q", List.of("DOUBLE", "TWIN"), AUGUST_15, AUGUST_15.plusDays(3), 4);
    }

    private static List<FolioSource.Payment> payments() {
        return List.of(
                new FolioSource.Payment(
                        AUGUST_15, "CAPTURE", "stay balance", "Visa \u2022\u2022\u2022\u2022 4242", 90_000),
                new FolioSource.Payment(
                        AUGUST_15.plusDays(3), "REFUND", "stay balance", "Visa \u2022\u2022\u2022\u2022 4242", -5_000));
    }

    static FolioSource folio() {
        return new FolioSource(
                heading(),
                stay(),
                "IN_HOUSE",
                guest("محمد عبد الله"),
                "EUR",
                List.of(
                        new FolioSource.Charge(AUGUST_15, "ROOM_NIGHT", "DOUBLE", 1, 11_321, 679, 12_000, 600),
                        new FolioSource.Charge(AUGUST_15, "ROOM_NIGHT", "TWIN", 1, 9_434, 566, 10_000, 600),
                        new FolioSource.Charge(
                                AUGUST_15, "FOOD_AND_BEVERAGE", "=Dinner, terrace", 2, 6_195, 1_425, 7_620, 2300)),
                payments(),
                -55_380);
    }

    static InvoiceSource invoice(int lines, InvoiceSource.Form form, boolean isCredit) {
        var all = new ArrayList<InvoiceSource.Line>();
        for (int i = 0; i < lines; i++) {
            all.add(
                    i % 4 == 3
                            ? new InvoiceSource.Line(
                                    i + 1,
                                    "FOOD_AND_BEVERAGE",
                                    "Breakfast",
                                    AUGUST_15.plusDays(i / 2),
                                    2,
                                    1_220,
                                    2_440,
                                    561,
                                    3_001,
                                    2300,
                                    "FOOD_AND_BEVERAGE",
                                    "",
                                    false)
                            : new InvoiceSource.Line(
                                    i + 1,
                                    "ROOM_NIGHT",
                                    "DOUBLE",
                                    AUGUST_15.plusDays(i / 2),
                                    1,
                                    11_321,
                                    11_321,
                                    679,
                                    12_000,
                                    600,
                                    null,
                                    "",
                                    false));
        }
        var taxes = all.stream()
                .map(InvoiceSource.Line::taxRateBps)
                .distinct()
                .sorted()
                .map(rate -> tax(all, rate))
                .toList();
        return new InvoiceSource(
                heading(),
                isCredit ? DocumentKind.CREDIT_NOTE : DocumentKind.INVOICE,
                form,
                isCredit ? "C2016" : "A2016",
                isCredit ? 3 : 17,
                AUGUST_15.plusDays(3),
                new InvoiceSource.Buyer(
                        id("party"), "Ægir & Söhne GmbH", "Straße 1\n10115 Berlin\nDeutschland", "DE811569869"),
                stay(),
                guest("山田 太郎"),
                "EUR",
                all,
                taxes,
                all.stream().mapToLong(InvoiceSource.Line::grossMinor).sum(),
                payments(),
                isCredit
                        ? null
                        : all.stream().mapToLong(InvoiceSource.Line::grossMinor).sum() - 85_000,
                isCredit ? new InvoiceSource.Reference("A2016", 17, AUGUST_15.plusDays(3)) : null,
                null,
                isCredit ? "Made out to the wrong company" : "",
                new InvoiceSource.Event("booking.events", 1, 98),
                isCredit ? List.of() : List.of("No VAT on City tax: Collected for the city."));
    }

    private static InvoiceSource.Tax tax(List<InvoiceSource.Line> lines, int rate) {
        var of = lines.stream().filter(line -> line.taxRateBps() == rate).toList();
        return new InvoiceSource.Tax(
                rate,
                of.stream().mapToLong(InvoiceSource.Line::netMinor).sum(),
                of.stream().mapToLong(InvoiceSource.Line::taxMinor).sum(),
                of.stream().mapToLong(InvoiceSource.Line::grossMinor).sum());
    }

    static ExportRow.Booking booking(String name, String currency, long grossMinor) {
        return new ExportRow.Booking(
                "rio",
                id(name),
                "RIO-1",
                "CONFIRMED",
                guest(name),
                "OTA",
                "BAR",
                "CARD",
                AUGUST_15,
                AUGUST_15.plusDays(10),
                AUGUST_15.plusDays(12),
                1,
                2,
                2,
                0,
                currency,
                grossMinor,
                grossMinor * 94 / 100,
                AUGUST_15,
                null,
                null,
                null,
                null,
                null);
    }

    static ExportSource bookings(ExportRow.Booking... rows) {
        return new ExportSource(heading(), DocumentKind.BOOKINGS, AUGUST_15, AUGUST_15.plusDays(30), List.of(rows));
    }
}
