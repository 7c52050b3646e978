package io.staylog.cli.dataset;

import io.staylog.cli.terminal.Failure;

/** The two hotels of the data set. */
enum DatasetHotel {
    CITY("city-hotel", "City Hotel"),
    RESORT("resort-hotel", "Resort Hotel");

    private final String hotelId;
    private final String label;

    DatasetHotel(String hotelId, String label) {
        this.hotelId = hotelId;
        this.label = label;
    }

    /** The hotel's id in Staylog. */
    String hotelId() {
        return hotelId;
    }

    /** The hotel's name in the data. */
    String label() {
        return label;
    }

    static DatasetHotel labelled(String label) {
        for (var hotel : values()) {
            if (hotel.label.equals(label)) {
                return hotel;
            }
        }
        throw Failure.usage("'" + label + "' is no hotel of the data set");
    }
}
