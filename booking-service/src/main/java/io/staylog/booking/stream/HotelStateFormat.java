package io.staylog.booking.stream;

import io.staylog.booking.domain.Hotel;
import io.staylog.booking.domain.HotelPicture;
import io.staylog.eventsourcing.StateFormat;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps a hotel in a snapshot: a private cache, read by the program version that wrote it only. What it sells stands there as
 * JSON of its picture, bookings and answered requests as the bytes that it holds them as (infra/decisions/0024).
 */
public final class HotelStateFormat implements StateFormat<Hotel> {
    // Raise it with every change of Hotel.evolve or of what a picture shows.
    private static final int VERSION = 7;

    private final JsonMapper json = JsonMapper.builder().build();

    @Override
    public int version() {
        return 31 * VERSION + Hotel.packedForm();
    }

    @Override
    public void write(Hotel hotel, OutputStream out) throws IOException {
        try {
            var data = new DataOutputStream(out);
            var house = json.writeValueAsBytes(hotel.house());
            data.writeInt(house.length);
            data.write(house);
            data.write(hotel.packed());
            data.flush();
        } catch (JacksonException e) {
            throw new IOException("hotel " + hotel.id() + " cannot be written", e);
        }
    }

    @Override
    public Hotel read(String hotelId, InputStream in) throws IOException {
        try {
            var data = new DataInputStream(in);
            var house = data.readNBytes(data.readInt());
            return Hotel.of(hotelId, json.readValue(house, HotelPicture.class), data.readAllBytes());
        } catch (RuntimeException e) {
            throw new IOException("hotel " + hotelId + " cannot be read", e);
        }
    }
}
