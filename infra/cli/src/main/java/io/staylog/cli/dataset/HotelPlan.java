package io.staylog.cli.dataset;

import io.staylog.cli.dataset.PlannedRequest.Kind;
import io.staylog.cli.dataset.Step.Command;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * Everything that is asked of one hotel, in order.
 *
 * @param hotel the hotel
 * @param requests what is asked
 * @param rowOfBooking the row of each booking's id
 */
record HotelPlan(DatasetHotel hotel, List<PlannedRequest> requests, Map<UUID, Integer> rowOfBooking) {

    /** The plan of one hotel: set up, then every date from the first to the last, each closed at its end. */
    static HotelPlan of(DatasetHotel hotel, List<DatasetRow> rows, List<Step> order, Capacity capacity) {
        var requests = new ArrayList<PlannedRequest>();
        var rowOfBooking = new HashMap<UUID, Integer>();
        // Both hotels run over the same dates, so that their reports can be laid side by side.
        var date = order.getFirst().date();
        setUp(hotel, date, capacity, requests);
        for (var step : order) {
            while (date.isBefore(step.date())) {
                requests.add(closeDay(hotel, date));
                date = date.plusDays(1);
            }
            var row = rows.get(step.row());
            if (row.hotel() == hotel) {
                requests.add(step(step, row));
                rowOfBooking.put(DatasetIds.booking(row.no()), row.no());
            }
        }
        requests.add(closeDay(hotel, date));
        return new HotelPlan(hotel, requests, rowOfBooking);
    }

    private static void setUp(DatasetHotel hotel, LocalDate opening, Capacity capacity, List<PlannedRequest> requests) {
        var hotelId = DatasetIds.setUp(hotel, "hotel-" + opening);
        requests.add(setUp(hotelId, opening, () -> DatasetRequests.hotel(hotelId, hotel, opening)));
        capacity.of(hotel).forEach((roomType, rooms) -> {
            var id = DatasetIds.setUp(hotel, "room-type-" + roomType + "-" + rooms);
            requests.add(setUp(id, opening, () -> DatasetRequests.roomType(id, hotel, roomType, rooms)));
        });
        for (var deposit : Deposit.values()) {
            var id = DatasetIds.setUp(hotel, "rate-plan-" + deposit.ratePlanId());
            requests.add(setUp(id, opening, () -> DatasetRequests.ratePlan(id, hotel, deposit)));
        }
    }

    private static PlannedRequest setUp(UUID id, LocalDate opening, Supplier<SpecificRecord> record) {
        return new PlannedRequest(id, Kind.SET_UP, opening, PlannedRequest.NO_ROW, record);
    }

    private static PlannedRequest step(Step step, DatasetRow row) {
        var id = DatasetIds.request(step);
        var kind = step.command() != Command.PLACE ? Kind.FOLLOW_UP : row.prepaid() ? Kind.PLACE_PREPAID : Kind.PLACE;
        return new PlannedRequest(id, kind, step.date(), row.no(), () -> DatasetRequests.step(id, step, row));
    }

    private static PlannedRequest closeDay(DatasetHotel hotel, LocalDate date) {
        var id = DatasetIds.closeDay(hotel, date);
        return new PlannedRequest(
                id, Kind.CLOSE_DAY, date, PlannedRequest.NO_ROW, () -> DatasetRequests.closeDay(id, hotel, date));
    }

    /** The business date that the request of that number belongs to. */
    LocalDate dateAt(int position) {
        return requests.get(Math.min(position, requests.size() - 1)).date();
    }
}
