package io.staylog.reporting.report.daily;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.reporting.document.DailySources;
import io.staylog.reporting.document.DocumentFormat;
import io.staylog.reporting.document.DocumentSettings;
import io.staylog.reporting.document.Documents;
import io.staylog.reporting.document.Heading;
import io.staylog.reporting.document.Pdf;
import io.staylog.reporting.report.ReplayedHotels;
import io.staylog.reporting.testing.PublicData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of 15 August 2016 shows a manager of each hotel of the public data set what was reckoned by others. */
class GoldenDailyPageTest {
    @Test
    void what_others_have_reckoned_stands_on_the_page() throws IOException {
        var reports = new DailyReports(ReplayedHotels.get().snapshot);
        var documents = new Documents(DocumentSettings.defaults());
        var golden = JsonMapper.shared().readTree(Files.readString(PublicData.file("golden_daily_2016-08-15.json")));
        assertThat(golden).hasSize(2);
        for (var hotel : golden) {
            var name = hotel.path("hotel").asString();
            var report = reports.of(
                    name,
                    LocalDate.parse(hotel.path("business_date").asString()),
                    hotel.path("capacity_rooms_assumed").asInt());
            var heading = new Heading.Hotel(name, name, ZoneId.of("Europe/Lisbon"), "EUR", "", "", "");
            var page = documents.render(DailySources.of(report, heading, null), DocumentFormat.PDF);
            Pdf.keep("golden-" + name.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'), page);
            assertThat(page.pages()).isEqualTo(1);
            assertShows(Pdf.text(page), hotel);
        }
    }

    /** Columns and thousands are both apart by spaces, so lines are compared without any. */
    private static void assertShows(String text, JsonNode hotel) {
        assertThat(text.lines().map(line -> line.replaceAll("\\s", "")).toList())
                .as(text)
                .anyMatch(begins("Rooms occupied", count(hotel, "rooms_sold"), count(hotel, "mtd_rooms_sold")))
                .anyMatch(begins("Rooms sold (paid)", count(hotel, "rooms_sold_paid")))
                .anyMatch(begins("Complimentary and house use", count(hotel, "complimentary_rooms")))
                .anyMatch(begins("Guests in house", count(hotel, "guests_in_house")))
                .anyMatch(begins("Day use", count(hotel, "day_use")))
                .anyMatch(begins("Stays", money(hotel, "room_revenue_minor"), money(hotel, "mtd_revenue_minor")))
                .anyMatch(begins("Arrivals", count(hotel, "arrivals")))
                .anyMatch(begins("Departures", count(hotel, "departures")))
                .anyMatch(begins("Stayovers", count(hotel, "stayovers")))
                .anyMatch(begins("No-shows", count(hotel, "no_shows")))
                .anyMatch(begins("Late cancellations", count(hotel, "late_cancellations")))
                .anyMatch(begins("Bookings made", count(hotel, "bookings_made_today")))
                .anyMatch(begins("Room nights booked", count(hotel, "room_nights_booked_today")))
                .anyMatch(begins("Value booked", money(hotel, "value_booked_today_minor")))
                .anyMatch(begins("Cancellations made", count(hotel, "cancellations_made_today")))
                .anyMatch(begins("Room nights cancelled", count(hotel, "room_nights_cancelled_today")))
                .anyMatch(shows(money(hotel, "ytd_revenue_minor")));
        for (int days : List.of(7, 30, 90)) {
            var revenue = money(hotel, "otb_next_" + days + "_revenue_minor");
            assertThat(text.lines().map(line -> line.replaceAll("\\s", "")).toList())
                    .as(text)
                    .anyMatch(line -> line.startsWith("Next" + days + "nights")
                            && line.contains(count(hotel, "otb_next_" + days + "_room_nights"))
                            && line.contains(revenue));
        }
    }

    private static java.util.function.Predicate<String> begins(String label, String... figures) {
        return line -> line.startsWith(label.replace(" ", "") + String.join("", figures));
    }

    private static java.util.function.Predicate<String> shows(String figure) {
        return line -> line.contains(figure);
    }

    private static String count(JsonNode hotel, String name) {
        return String.valueOf(hotel.path(name).asLong());
    }

    private static String money(JsonNode hotel, String name) {
        return BigDecimal.valueOf(hotel.path(name).asLong(), 2).toPlainString();
    }
}
