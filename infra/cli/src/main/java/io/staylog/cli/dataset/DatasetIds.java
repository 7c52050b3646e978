package io.staylog.cli.dataset;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;

/** Ids that follow from the data alone, so that a second run asks for nothing twice. */
final class DatasetIds {
    private static final String PREFIX = "staylog-dataset-";

    private DatasetIds() {}

    static UUID booking(int row) {
        return named(Integer.toString(row));
    }

    static UUID request(Step step) {
        return named(step.row() + "-" + step.command().label());
    }

    static UUID closeDay(DatasetHotel hotel, LocalDate date) {
        return named(hotel.hotelId() + "-close-" + date);
    }

    /** Names what is set up and its values: with other values it is another request. */
    static UUID setUp(DatasetHotel hotel, String what) {
        return named(hotel.hotelId() + "-set-up-" + what);
    }

    private static UUID named(String name) {
        return UUID.nameUUIDFromBytes((PREFIX + name).getBytes(StandardCharsets.UTF_8));
    }
}
