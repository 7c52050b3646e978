package io.staylog.reporting.report;

import static io.staylog.reporting.testing.Events.HOTEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.staylog.reporting.document.DailySources;
import io.staylog.reporting.document.DocumentFormat;
import io.staylog.reporting.document.DocumentSettings;
import io.staylog.reporting.document.Documents;
import io.staylog.reporting.document.Heading;
import io.staylog.reporting.projection.ProjectorFixture;
import io.staylog.reporting.report.daily.DailyReportsOf;
import io.staylog.reporting.testing.Log;
import io.staylog.reporting.testing.Season;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every number of a daily report, of a made-up season and of the published data, is followed to the rows behind it. */
class NumbersLeadToRowsTest {
    private static final long SEED = Long.getLong("seed", 20260905L);
    private static final String HERE = "https://reports.example";

    /** Numbers that add up to 0, or say how two others compare, though there are rows. */
    private static final Set<String> MAY_BE_ZERO =
            Set.of("pickup1", "pickup7", "Net pickup, room nights", "Net pickup, net of tax", "Out of order");

    private static RegistryDouble registry;
    private static ProjectorFixture rows;
    private static Boards boards;
    private static List<JsonNode> lines;

    @BeforeAll
    static void project() {
        System.out.println("season of seed " + SEED);
        registry = RegistryDouble.withOurSchemas();
        var schemas = new SchemaRegistry(registry.url());
        rows = new ProjectorFixture(schemas);
        rows.project(
                new Log(schemas)
                        .add(Season.of(SEED).toArray(SpecificRecord[]::new))
                        .records(),
                2_000);
        var snapshot = new Snapshot(rows.jdbc, rows.manager);
        boards = new Boards(snapshot, Clock.systemUTC());
        lines = lines(snapshot, HOTEL, Season.TODAY);
    }

    private static List<JsonNode> lines(Snapshot snapshot, String hotelId, LocalDate date) {
        var report = DailyReportsOf.snapshot(snapshot).of(hotelId, date);
        var hotel = new Heading.Hotel(
                hotelId, report.hotelName(), ZoneId.of(report.timeZone()), report.currency(), "", "", "");
        var source = DailySources.of(report, hotel, null).linkingTo(HERE);
        var file = new Documents(DocumentSettings.defaults()).render(source, DocumentFormat.JSONL);
        return new String(file.bytes(), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    @AfterAll
    static void close() {
        rows.close();
        registry.close();
    }

    private static long behind(Boards boards, String hotelId, String address) {
        var query = new HashMap<String, String>();
        for (var part : URI.create(address).getRawQuery().split("&", -1)) {
            var pair = part.split("=", 2);
            query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        var about =
                new Listing.About(query.get("value"), null, date(query, "from"), date(query, "to"), date(query, "on"));
        return boards.behind(hotelId, Listing.of(query.get("what")).orElseThrow(), about)
                .value()
                .total();
    }

    private static LocalDate date(Map<String, String> query, String name) {
        var text = query.get(name);
        return text == null ? null : LocalDate.parse(text);
    }

    private static String name(JsonNode line) {
        return line.path("figure")
                .asString(line.path("label").asString(line.path("name").asString("")));
    }

    @Test
    void a_number_is_zero_where_nothing_is_behind_it_and_there_only() {
        // The payments of a season are of bookings that are none of its own.
        var own = lines.stream().filter(line -> !name(line).equals("Deposit")).toList();
        assertThat(wrong(own, boards, HOTEL)).isEmpty();
    }

    @Test
    void so_are_the_numbers_of_the_published_data() {
        var snapshot = ReplayedHotels.get().snapshot;
        var date = LocalDate.parse("2016-08-15");
        var hotel = "Resort Hotel";
        long begin = System.nanoTime();
        assertThat(wrong(lines(snapshot, hotel, date), new Boards(snapshot, Clock.systemUTC()), hotel))
                .isEmpty();
        System.out.printf("all lists behind a report of 120,000 bookings: %.1f s%n", (System.nanoTime() - begin) / 1e9);
    }

    private static List<String> wrong(List<JsonNode> lines, Boards boards, String hotelId) {
        var followed = new TreeMap<String, Long>();
        var wrong = new ArrayList<String>();
        for (var line : lines) {
            for (var link : line.path("links").properties()) {
                var address = link.getValue().asString();
                if (!address.contains("/behind?")) {
                    continue;
                }
                var value = line.path(link.getKey()).decimalValue();
                long behind = behind(boards, hotelId, address);
                followed.merge(line.path("table").asString(), 1L, Long::sum);
                boolean mayBeZero = MAY_BE_ZERO.contains(name(line)) || MAY_BE_ZERO.contains(link.getKey());
                if (value.signum() != 0 && behind == 0 || value.signum() == 0 && behind != 0 && !mayBeZero) {
                    wrong.add(name(line) + " " + link.getKey() + ": " + value + ", but " + behind + " rows behind "
                            + address);
                }
            }
        }
        System.out.println("numbers followed: " + followed);
        assertThat(followed.keySet())
                .contains(
                        "figures", "sales", "outlook", "next-nights", "channels", "segments", "room-types", "ledgers");
        return wrong;
    }

    @Test
    void every_number_that_can_be_followed_is() {
        var unlinked = new ArrayList<String>();
        for (var line : lines) {
            var table = line.path("table").asString();
            for (var cell : line.properties()) {
                if (cell.getValue().isNumber()
                        && !line.path("links").has(cell.getKey())
                        && !isAboutAnother(table, cell.getKey())) {
                    unlinked.add(table + ": " + name(line) + " " + cell.getKey());
                }
            }
        }
        assertThat(unlinked).isEmpty();
    }

    /** Amounts that stand there in minor units too, and numbers that compare two others. */
    private static boolean isAboutAnother(String table, String column) {
        return column.endsWith("Minor")
                || column.endsWith("VariancePct")
                || column.equals("variancePct")
                || table.equals("checker");
    }

    @Test
    void what_counts_bookings_counts_the_rows() {
        int compared = 0;
        for (var line : lines) {
            var isOfBookings = Set.of("Bookings made", "Cancellations made", "Holds made", "Holds expired")
                    .contains(name(line));
            if (line.path("table").asString().equals("figures") && isOfBookings) {
                for (var link : line.path("links").properties()) {
                    assertThat(behind(boards, HOTEL, link.getValue().asString()))
                            .as(name(line) + " " + link.getKey())
                            .isEqualTo(line.path(link.getKey()).asLong());
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(20);
    }

    @Test
    void a_list_without_its_dates_or_of_a_date_to_come_is_refused() {
        for (var about : List.of(
                Listing.About.NOW,
                new Listing.About(null, null, Season.TODAY, null, null),
                new Listing.About(null, null, Season.TODAY.plusDays(1), Season.TODAY.plusDays(1), null),
                new Listing.About(null, null, Season.TODAY, Season.TODAY, Season.TODAY.plusDays(1)),
                new Listing.About(null, null, Season.TODAY, Season.TODAY.minusDays(1), null),
                new Listing.About("x", null, Season.TODAY, Season.TODAY, null))) {
            assertThat(catchThrowable(() -> boards.behind(HOTEL, BehindFigure.ARRIVALS, about)))
                    .as(about.toString())
                    .isInstanceOf(ReportException.class);
        }
    }
}
