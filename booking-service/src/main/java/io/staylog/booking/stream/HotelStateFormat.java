package io.staylog.booking.stream;

import io.staylog.booking.domain.Hotel;
import io.staylog.booking.domain.HotelPicture;
import io.staylog.eventsourcing.StateFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Keeps a hotel in a snapshot as JSON of its picture: a private cache, read by the program version that wrote it only. */
public final class HotelStateFormat implements StateFormat<Hotel> {
    // Raise it with every change of Hotel.evolve or of what a picture shows.
    private static final int VERSION = 6;

    private final JsonMapper json = JsonMapper.builder().build();

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(Hotel hotel, OutputStream out) throws IOException {
        try {
            out.write(json.writeValueAsBytes(hotel.picture()));
        } catch (JacksonException e) {
            throw new IOException("hotel " + hotel.id() + " cannot be written", e);
        }
    }

    @Override
    public Hotel read(String hotelId, InputStream in) throws IOException {
        try {
            return Hotel.of(hotelId, json.readValue(in, HotelPicture.class));
        } catch (JacksonException e) {
            throw new IOException("hotel " + hotelId + " cannot be read", e);
        }
    }
}
