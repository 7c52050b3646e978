package io.staylog.reporting.report.daily;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.reporting.report.ReplayedHotels;
import io.staylog.reporting.testing.PublicData;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The daily report of 15 August 2016 says of both hotels of the public data set what was reckoned from the file by others. */
class GoldenDailyTest {
    private static DailyReports reports;

    @BeforeAll
    static void replay() {
        reports = new DailyReports(ReplayedHotels.get().snapshot);
    }

    @Test
    void every_figure_is_right_to_the_cent_and_unit() throws IOException {
        var golden = JsonMapper.shared().readTree(Files.readString(PublicData.file("golden_daily_2016-08-15.json")));
        assertThat(golden).hasSize(2);
        for (var hotel : golden) {
            var report = reports.of(
                    hotel.path("hotel").asString(),
                    LocalDate.parse(hotel.path("business_date").asString()),
                    hotel.path("capacity_rooms_assumed").asInt());
            assertThat(report.sameWeekdayLastYear())
                    .isEqualTo(hotel.path("same_weekday_last_year").asString());
            var figures = figures(report);
            figures.forEach((name, figure) -> assertThat(figure)
                    .as(report.hotelId() + " " + name)
                    .isEqualByComparingTo(rounded(hotel.path(name), figure.scale())));
            // Nothing in the file is left out but what the report was asked with.
            assertThat(hotel.propertyNames()).hasSize(figures.size() + 4).containsAll(figures.keySet());
        }
    }

    private static BigDecimal rounded(JsonNode number, int decimals) {
        return number.decimalValue().setScale(decimals, RoundingMode.HALF_UP);
    }

    private static Map<String, BigDecimal> figures(DailyReport report) {
        var figures = new LinkedHashMap<String, BigDecimal>();
        var rooms = report.rooms();
        put(figures, "rooms_sold", rooms.occupied().today());
        put(figures, "rooms_sold_paid", rooms.sold().today());
        put(figures, "complimentary_rooms", rooms.complimentary().today());
        put(figures, "room_revenue_minor", report.revenue().stays().today());
        figures.put("occupancy_pct", rooms.occupancyWithCompPct().today());
        figures.put("adr_minor_paid", report.revenue().adrHotelMinor().today());
        figures.put("revpar_minor", report.revenue().revparHotelMinor().today());
        put(figures, "guests_in_house", rooms.guests().today());
        put(figures, "arrivals", report.movements().arrivals().today());
        put(figures, "departures", report.movements().departures().today());
        put(figures, "day_use", rooms.dayUse().today());
        put(figures, "stayovers", report.movements().stayovers().today());
        put(figures, "no_shows", report.movements().noShows().today());
        put(figures, "bookings_made_today", report.sales().bookings().today());
        put(figures, "room_nights_booked_today", report.sales().roomNights().today());
        put(figures, "value_booked_today_minor", report.sales().valueMinor().today());
        put(figures, "cancellations_made_today", report.sales().cancellations().today());
        put(
                figures,
                "room_nights_cancelled_today",
                report.sales().cancelledRoomNights().today());
        put(
                figures,
                "late_cancellations",
                report.movements().lateCancellations().today());
        put(figures, "mtd_rooms_sold", rooms.occupied().mtd());
        put(figures, "mtd_revenue_minor", report.revenue().stays().mtd());
        put(figures, "ytd_rooms_sold", rooms.occupied().ytd());
        put(figures, "ytd_revenue_minor", report.revenue().stays().ytd());
        put(figures, "ly_rooms_sold", rooms.occupied().lastYear());
        put(figures, "ly_revenue_minor", report.revenue().stays().lastYear());
        for (int i = 1; i < report.outlook().size(); i++) {
            var outlook = report.outlook().get(i);
            put(figures, "otb_next_" + outlook.days() + "_room_nights", outlook.nights());
            put(figures, "otb_next_" + outlook.days() + "_revenue_minor", outlook.revenueMinor());
        }
        return figures;
    }

    private static void put(Map<String, BigDecimal> figures, String name, long value) {
        figures.put(name, BigDecimal.valueOf(value));
    }
}
