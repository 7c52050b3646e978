package io.staylog.cli.dataset;

import java.util.List;
import java.util.Map;

/**
 * Which report must say what a truth file says.
 *
 * @param file the truth file, with a column {@code hotel}
 * @param report the report at reporting-service
 * @param parameters what the report is asked for, for each hotel
 * @param truthKey the column that tells rows of a hotel apart
 * @param reportKey the same in the report
 * @param columns what is compared
 */
record TruthTable(
        String file,
        String report,
        Map<DatasetHotel, Map<String, String>> parameters,
        String truthKey,
        String reportKey,
        List<Column> columns) {

    /**
     * One figure.
     *
     * @param truth its column in the truth file
     * @param report its field in the report
     */
    record Column(String truth, String report) {}

    // The capacity is not in the data; the truth files assume these rooms.
    private static final Map<DatasetHotel, Map<String, String>> WITH_ROOMS = Map.of(
            DatasetHotel.CITY, Map.of("by", "MONTH", "rooms", "226"),
            DatasetHotel.RESORT, Map.of("by", "MONTH", "rooms", "187"));

    /** All of them. */
    static List<TruthTable> all() {
        return List.of(arrivalMonths(), stayMonths(), nights(), eventDays(), kpi());
    }

    private static Map<DatasetHotel, Map<String, String>> by(String period) {
        return Map.of(DatasetHotel.CITY, Map.of("by", period), DatasetHotel.RESORT, Map.of("by", period));
    }

    private static TruthTable arrivalMonths() {
        return new TruthTable(
                "truth_by_arrival_month.csv",
                "arrivals",
                by("MONTH"),
                "arrival_month",
                "period",
                List.of(
                        new Column("bookings", "bookings"),
                        new Column("check_out", "checkedOut"),
                        new Column("canceled", "cancelled"),
                        new Column("no_show", "noShow"),
                        new Column("room_nights_sold", "roomNightsSold"),
                        new Column("revenue_minor", "revenueMinor"),
                        new Column("adr_minor_weighted", "adrMinor"),
                        new Column("alos_kept", "alos"),
                        new Column("lead_mean_all", "leadDaysMean"),
                        new Column("cancel_rate_is_canceled", "cancellationRate")));
    }

    private static TruthTable stayMonths() {
        return new TruthTable(
                "truth_by_stay_month.csv",
                "months",
                Map.of(),
                "stay_month",
                "month",
                List.of(
                        new Column("room_nights_sold", "roomNightsSold"),
                        new Column("revenue_minor", "revenueMinor"),
                        new Column("adr_minor_weighted", "adrMinor"),
                        new Column("peak_rooms_sold", "peakRoomsSold"),
                        new Column("nights_in_month_with_sales", "nightsWithSales")));
    }

    private static TruthTable nights() {
        return new TruthTable(
                "truth_by_night.csv",
                "nights",
                by("DAY"),
                "night",
                "period",
                List.of(new Column("rooms_sold", "roomNightsSold"), new Column("revenue_minor", "revenueMinor")));
    }

    private static TruthTable eventDays() {
        return new TruthTable(
                "truth_by_event_day.csv",
                "event-days",
                by("DAY"),
                "day",
                "period",
                List.of(
                        new Column("booked", "booked"),
                        new Column("booked_nights", "bookedNights"),
                        new Column("booked_value", "bookedValueMinor"),
                        new Column("canceled", "cancelled"),
                        new Column("canceled_nights", "cancelledNights"),
                        new Column("canceled_value", "cancelledValueMinor"),
                        new Column("no_show", "noShow"),
                        new Column("no_show_nights", "noShowNights"),
                        new Column("no_show_value", "noShowValueMinor"),
                        new Column("arrivals", "arrivals"),
                        new Column("departures", "departures")));
    }

    private static TruthTable kpi() {
        return new TruthTable(
                "truth_kpi_by_stay_month.csv",
                "kpi",
                WITH_ROOMS,
                "stay_month",
                "period",
                List.of(
                        new Column("rooms_available", "roomsAvailable"),
                        new Column("rooms_sold_incl_comp", "roomsSold"),
                        new Column("rooms_sold_paid", "roomsSoldPaid"),
                        new Column("comp_room_nights", "complimentary"),
                        new Column("room_revenue_minor", "revenueMinor"),
                        new Column("occupancy_pct_incl_comp", "occupancyPct"),
                        new Column("occupancy_pct_paid", "occupancyPaidPct"),
                        new Column("adr_minor_incl_comp", "adrMinor"),
                        new Column("adr_minor_paid", "adrPaidMinor"),
                        new Column("revpar_minor", "revparMinor")));
    }
}
