package io.staylog.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReplayOrderTest {
    @Test
    void the_order_follows_from_the_bookings_alone() throws IOException {
        var expected = new ArrayList<String>();
        try (var csv =
                CsvReader.builder().ofNamedCsvRecord(DatasetFile.open(DatasetFiles.file("replay_order.csv.gz")))) {
            csv.forEach(line -> expected.add(String.join(",", line.getFields())));
        }
        var rows = DatasetFile.read(DatasetFiles.file("hotel_bookings.csv.gz"));

        var derived = ReplayOrder.of(rows).stream()
                .map(step -> step.date() + "," + step.command().phase() + "," + step.row() + ","
                        + step.command().label())
                .toList();

        assertThat(derived).hasSize(313_946);
        assertThat(derived.equals(expected)).as("equal line by line").isTrue();
    }

    @Test
    void the_peak_on_the_books_is_the_capacity_that_refuses_nobody() {
        var rows = DatasetFile.read(DatasetFiles.file("hotel_bookings.csv.gz"));
        var known = Capacity.read(DatasetFiles.file("capacity_A.csv"));

        var derived = Capacity.peak(rows, ReplayOrder.of(rows));

        assertThat(derived.rooms()).isEqualTo(known.rooms());
    }

    @Test
    void every_date_is_closed_in_both_hotels_and_every_request_has_its_own_id() {
        var rows = DatasetFile.read(DatasetFiles.file("hotel_bookings.csv.gz"));
        var order = ReplayOrder.of(rows);
        var capacity = Capacity.peak(rows, order);

        var kinds = new TreeMap<String, Long>();
        var ids = new java.util.HashSet<java.util.UUID>();
        for (var hotel : DatasetHotel.values()) {
            var plan = HotelPlan.of(hotel, rows, order, capacity);
            plan.requests().forEach(request -> ids.add(request.id()));
            plan.requests().stream()
                    .collect(Collectors.groupingBy(request -> request.kind().name(), Collectors.counting()))
                    .forEach((kind, count) -> kinds.merge(kind, count, Long::sum));
        }

        assertThat(kinds).containsAllEntriesOf(Map.of("CLOSE_DAY", 2L * 1_544, "FOLLOW_UP", 194_556L));
        assertThat(kinds.get("PLACE") + kinds.get("PLACE_PREPAID")).isEqualTo(119_390);
        assertThat(ids)
                .hasSize((int) kinds.values().stream().mapToLong(count -> count).sum());
    }
}
