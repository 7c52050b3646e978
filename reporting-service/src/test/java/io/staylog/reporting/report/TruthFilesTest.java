package io.staylog.reporting.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.reporting.testing.PublicData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reports say of 119,390 real bookings what was reckoned from the file by others, to the cent and unit. */
class TruthFilesTest {
    private static final List<String> HOTELS = List.of("City Hotel", "Resort Hotel");
    private static final Map<String, Integer> ROOMS = Map.of("City Hotel", 226, "Resort Hotel", 187);
    private static BookingReports bookings;
    private static NightReports nights;
    private static Money money;
    private final Truth truth = new Truth();

    @BeforeAll
    static void replay() {
        var snapshot = ReplayedHotels.get().snapshot;
        bookings = new BookingReports(snapshot);
        nights = new NightReports(snapshot);
        money = new Money(snapshot);
    }

    @AfterEach
    void nothing_differs() {
        assertThat(truth.compared()).isPositive();
        assertThat(truth.differences()).isEmpty();
    }

    private static Scope all(String hotel) {
        return new Scope(hotel, null, null);
    }

    @Test
    void arrival_months() {
        for (var hotel : HOTELS) {
            truth.compare(
                    "truth_by_arrival_month.csv",
                    hotel,
                    "arrival_month",
                    "period",
                    bookings.arrivals(all(hotel), By.MONTH).rows(),
                    Map.of(
                            "bookings", "bookings",
                            "check_out", "checkedOut",
                            "canceled", "cancelled",
                            "no_show", "noShow",
                            "room_nights_sold", "roomNightsSold",
                            "revenue_minor", "revenueMinor",
                            "adr_minor_weighted", "adrMinor",
                            "alos_kept", "alos",
                            "lead_mean_all", "leadDaysMean",
                            "cancel_rate_is_canceled", "cancellationRate"));
        }
    }

    @Test
    void nights_and_stay_months() {
        for (var hotel : HOTELS) {
            truth.compare(
                    "truth_by_night.csv",
                    hotel,
                    "night",
                    "period",
                    nights.nights(all(hotel), By.DAY).rows(),
                    Map.of("rooms_sold", "roomNightsSold", "revenue_minor", "revenueMinor"));
            truth.compare(
                    "truth_by_stay_month.csv",
                    hotel,
                    "stay_month",
                    "month",
                    nights.months(all(hotel)).rows(),
                    Map.of(
                            "room_nights_sold", "roomNightsSold",
                            "revenue_minor", "revenueMinor",
                            "adr_minor_weighted", "adrMinor",
                            "peak_rooms_sold", "peakRoomsSold",
                            "nights_in_month_with_sales", "nightsWithSales"));
        }
    }

    @Test
    void occupancy_adr_and_revpar_by_stay_month() {
        var months = PublicData.csv("truth_kpi_by_stay_month.csv").stream()
                .map(line -> line.getField("stay_month"))
                .collect(Collectors.toSet());
        for (var hotel : HOTELS) {
            var rows = nights.kpi(all(hotel), By.MONTH, NightReports.Base.PHYSICAL, ROOMS.get(hotel)).rows().stream()
                    .filter(row -> months.contains(row.period()))
                    .toList();
            truth.compare(
                    "truth_kpi_by_stay_month.csv",
                    hotel,
                    "stay_month",
                    "period",
                    rows,
                    Map.of(
                            "rooms_available", "roomsAvailable",
                            "rooms_sold_incl_comp", "roomsSold",
                            "rooms_sold_paid", "roomsSoldPaid",
                            "comp_room_nights", "complimentary",
                            "room_revenue_minor", "revenueMinor",
                            "occupancy_pct_incl_comp", "occupancyPct",
                            "occupancy_pct_paid", "occupancyPaidPct",
                            "adr_minor_incl_comp", "adrMinor",
                            "adr_minor_paid", "adrPaidMinor",
                            "revpar_minor", "revparMinor"));
        }
    }

    @Test
    void what_happened_on_each_day() {
        for (var hotel : HOTELS) {
            var columns = new java.util.HashMap<>(Map.of(
                    "booked", "booked",
                    "booked_nights", "bookedNights",
                    "booked_value", "bookedValueMinor",
                    "canceled", "cancelled",
                    "canceled_nights", "cancelledNights",
                    "canceled_value", "cancelledValueMinor",
                    "no_show", "noShow",
                    "no_show_nights", "noShowNights",
                    "no_show_value", "noShowValueMinor",
                    "arrivals", "arrivals"));
            columns.put("departures", "departures");
            truth.compare(
                    "truth_by_event_day.csv",
                    hotel,
                    "day",
                    "period",
                    bookings.eventDays(all(hotel), By.DAY).rows(),
                    columns);
        }
    }

    @Test
    void totals_and_cash() throws IOException {
        var totals = json("truth_totals.json");
        var cash = json("truth_cash_policyP1.json");
        for (var hotel : HOTELS) {
            var row = bookings.totals(hotel).rows().getFirst();
            Map.of(
                            "bookings", "bookings",
                            "check_out", "checkedOut",
                            "canceled", "cancelled",
                            "no_show", "noShow",
                            "room_nights_sold", "roomNightsSold",
                            "room_nights_booked", "roomNightsBooked",
                            "revenue_minor", "revenueMinor",
                            "lost_value_minor", "lostGrossMinor")
                    .forEach((expected, column) -> truth.check(
                            hotel + " " + expected,
                            totals.path(hotel).path(expected).decimalValue(),
                            Truth.number(Truth.value(row, column))));
            truth.check(
                    hotel + " net cash",
                    cash.path(hotel).path("net_cash").decimalValue(),
                    Truth.number(row.netCashMinor()));
            var byPurpose = money.cash(all(hotel), null).rows();
            Map.of(
                            "checkout", "STAY_BALANCE",
                            "noshow_fee", "NO_SHOW_FEE",
                            "prepay", "PREPAYMENT",
                            "deposit", "DEPOSIT")
                    .forEach((expected, purpose) -> purposes(cash.path(hotel), expected, byPurpose, purpose));
        }
        assertThat(byNames(totals)).contains("all", "City Hotel", "Resort Hotel");
    }

    private void purposes(JsonNode expected, String name, List<Rows.Cash> rows, String purpose) {
        var row = rows.stream().filter(r -> r.purpose().equals(purpose)).findFirst();
        truth.check(
                name + " captures",
                expected.path(name + "_captures").decimalValue(java.math.BigDecimal.ZERO),
                Truth.number(row.map(Rows.Cash::captures).orElse(0L)));
        truth.check(
                name + " captured",
                expected.path(name + "_captured").decimalValue(java.math.BigDecimal.ZERO),
                Truth.number(row.map(Rows.Cash::capturedMinor).orElse(0L)));
    }

    private static Set<String> byNames(JsonNode node) {
        return Set.copyOf(node.propertyNames());
    }

    private static JsonNode json(String file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(PublicData.file(file)));
    }
}
