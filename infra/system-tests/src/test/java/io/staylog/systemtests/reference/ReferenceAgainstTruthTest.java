package io.staylog.systemtests.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.staylog.systemtests.reference.HotelTotals.Cash;
import io.staylog.systemtests.reference.HotelTotals.Movement;
import io.staylog.systemtests.reference.HotelTotals.Night;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With enough rooms for everybody the reference comes to what is published about the data set, to the cent. */
class ReferenceAgainstTruthTest {
    private static final Offset<Double> AS_PRINTED = within(0.0001);

    private static PublicData data;
    private static Result result;

    @BeforeAll
    static void play() {
        data = PublicData.read();
        result = Reference.play(data.rows(), data.steps(), data.enough());
    }

    @Test
    void the_order_of_the_commands_is_the_published_one() {
        assertThat(data.steps()).hasSize(313_946).isEqualTo(Step.readAll(DataFiles.file("replay_order.csv.gz")));
    }

    @Test
    void nobody_is_refused_and_everybody_ends_as_in_reality() {
        assertThat(result.outcomes())
                .isEqualTo(data.rows().stream()
                        .map(row -> Outcome.valueOf(row.fate().name()))
                        .toList());
    }

    @Test
    void the_totals_of_each_hotel_are_the_published_ones() {
        var truth = json("truth_totals.json");
        result.hotels().forEach((hotel, totals) -> {
            var expected = truth.get(hotel);
            assertThat(totals.rejected()).isZero();
            assertThat(totals.confirmed()).isEqualTo(expected.get("bookings").asInt());
            assertThat(totals.checkedOut()).isEqualTo(expected.get("check_out").asInt());
            assertThat(totals.cancelled()).isEqualTo(expected.get("canceled").asInt());
            assertThat(totals.noShow()).isEqualTo(expected.get("no_show").asInt());
            assertThat(totals.roomNights())
                    .isEqualTo(expected.get("room_nights_sold").asLong());
            assertThat(totals.revenueMinor())
                    .isEqualTo(expected.get("revenue_minor").asLong());
        });
        assertThat(result.hotels()).hasSize(2);
    }

    @Test
    void the_cash_of_each_hotel_is_the_published_one() {
        var truth = json("truth_cash_policyP1.json");
        result.hotels().forEach((hotel, totals) -> {
            var expected = truth.get(hotel);
            assertCash(totals, Cash.CHECK_OUT, expected, "checkout_captures", "checkout_captured");
            assertCash(totals, Cash.NO_SHOW_FEE, expected, "noshow_fee_captures", "noshow_fee_captured");
            assertCash(totals, Cash.PREPAYMENT, expected, "prepay_captures", "prepay_captured");
            assertCash(totals, Cash.DEPOSIT, expected, "deposit_captures", "deposit_captured");
            assertCash(totals, Cash.REFUND, expected, "refunds", "refunded");
            assertThat(totals.netCashMinor()).isEqualTo(expected.get("net_cash").asLong());
        });
    }

    private static void assertCash(HotelTotals totals, Cash kind, JsonNode expected, String count, String sum) {
        assertThat(totals.cash(kind).count()).isEqualTo(expected.get(count).asInt());
        assertThat(totals.cash(kind).minor()).isEqualTo(expected.get(sum).asLong());
    }

    @Test
    void every_night_is_the_published_one() {
        var lines = DataFiles.lines(DataFiles.file("truth_by_night.csv"));
        for (var line : lines) {
            assertThat(night(line[0], LocalDate.parse(line[1])))
                    .as("%s %s", line[0], line[1])
                    .isEqualTo(new Night(Integer.parseInt(line[2]), Long.parseLong(line[3])));
        }
        assertThat(lines)
                .hasSize(result.hotels().values().stream()
                        .mapToInt(totals -> totals.nights().size())
                        .sum());
    }

    private static Night night(String hotel, LocalDate night) {
        return result.hotels().get(hotel).nights().getOrDefault(night, new Night(0, 0));
    }

    @Test
    void every_business_date_is_the_published_one() {
        for (var line : DataFiles.lines(DataFiles.file("truth_by_event_day.csv"))) {
            var date = LocalDate.parse(line[1]);
            assertMoved(line, 2, date, Movement.BOOKED);
            assertMoved(line, 5, date, Movement.CANCELLED);
            assertMoved(line, 8, date, Movement.NO_SHOW);
            var totals = result.hotels().get(line[0]);
            assertThat(totals.day(date, Movement.ARRIVAL).count()).isEqualTo(Integer.parseInt(line[11]));
            assertThat(totals.day(date, Movement.DEPARTURE).count()).isEqualTo(Integer.parseInt(line[12]));
        }
    }

    private static void assertMoved(String[] line, int column, LocalDate date, Movement movement) {
        assertThat(result.hotels().get(line[0]).day(date, movement))
                .as("%s %s %s", line[0], date, movement)
                .isEqualTo(new HotelTotals.Sum(
                        Integer.parseInt(line[column]),
                        Long.parseLong(line[column + 1]),
                        Long.parseLong(line[column + 2])));
    }

    @Test
    void every_month_of_stay_is_the_published_one() {
        for (var line : DataFiles.lines(DataFiles.file("truth_by_stay_month.csv"))) {
            var nights = nightsIn(line[0], YearMonth.parse(line[1]));
            long sold = nights.stream().mapToLong(Night::roomsSold).sum();
            long revenue = nights.stream().mapToLong(Night::revenueMinor).sum();
            assertThat(sold).isEqualTo(Long.parseLong(line[2]));
            assertThat(revenue).isEqualTo(Long.parseLong(line[3]));
            assertThat((double) revenue / sold).isEqualTo(Double.parseDouble(line[4]), AS_PRINTED);
            assertThat(nights.stream().mapToInt(Night::roomsSold).max()).hasValue(Integer.parseInt(line[5]));
            assertThat(nights).hasSize(Integer.parseInt(line[6]));
        }
    }

    private static List<Night> nightsIn(String hotel, YearMonth month) {
        return result.hotels().get(hotel).nights().entrySet().stream()
                .filter(night -> YearMonth.from(night.getKey()).equals(month))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Test
    void every_month_of_arrival_is_the_published_one() {
        for (var line : DataFiles.lines(DataFiles.file("truth_by_arrival_month.csv"))) {
            var month = YearMonth.parse(line[1]);
            var rows = data.rows().stream()
                    .filter(row -> row.hotel().equals(line[0])
                            && YearMonth.from(row.arrival()).equals(month))
                    .toList();
            assertThat(rows).hasSize(Integer.parseInt(line[2]));
            assertThat(count(rows, Outcome.CHECKED_OUT)).isEqualTo(Long.parseLong(line[3]));
            assertThat(count(rows, Outcome.CANCELLED)).isEqualTo(Long.parseLong(line[4]));
            assertThat(count(rows, Outcome.NO_SHOW)).isEqualTo(Long.parseLong(line[5]));
            var stays = rows.stream().filter(is(Outcome.CHECKED_OUT)).toList();
            assertThat(stays.stream().mapToLong(row -> row.nights().size()).sum())
                    .isEqualTo(Long.parseLong(line[6]));
            assertThat(stays.stream().mapToLong(Row::totalMinor).sum()).isEqualTo(Long.parseLong(line[7]));
        }
    }

    private static long count(List<Row> rows, Outcome outcome) {
        return rows.stream().filter(is(outcome)).count();
    }

    private static Predicate<Row> is(Outcome outcome) {
        return row -> result.outcomes().get(row.no()) == outcome;
    }

    @Test
    void every_figure_of_a_month_is_the_published_one() {
        for (var line : DataFiles.lines(DataFiles.file("truth_kpi_by_stay_month.csv"))) {
            var month = YearMonth.parse(line[1]);
            var nights = nightsIn(line[0], month);
            long supply = Long.parseLong(line[2]) * month.lengthOfMonth();
            long sold = nights.stream().mapToLong(Night::roomsSold).sum();
            long revenue = nights.stream().mapToLong(Night::revenueMinor).sum();
            assertThat(supply).isEqualTo(Long.parseLong(line[3]));
            assertThat(sold).isEqualTo(Long.parseLong(line[4]));
            assertThat(revenue).isEqualTo(Long.parseLong(line[7]));
            assertThat(100.0 * sold / supply).isEqualTo(Double.parseDouble(line[8]), AS_PRINTED);
            assertThat((double) revenue / sold).isEqualTo(Double.parseDouble(line[10]), AS_PRINTED);
            assertThat((double) revenue / supply).isEqualTo(Double.parseDouble(line[12]), AS_PRINTED);
        }
    }

    private static JsonNode json(String name) {
        return JsonMapper.shared().readTree(DataFiles.file(name).toFile());
    }
}
