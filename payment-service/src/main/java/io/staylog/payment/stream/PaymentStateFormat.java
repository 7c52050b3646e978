package io.staylog.payment.stream;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.staylog.eventsourcing.StateFormat;
import io.staylog.payment.domain.GatewayChoice;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.PaymentTimes;
import io.staylog.payment.domain.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the payments of a hotel in a snapshot as JSON of their picture: a private cache, read by the program version that
 * wrote it only (infra/decisions/0002).
 */
public final class PaymentStateFormat implements StateFormat<HotelPayments> {
    // Raise it with every change of HotelPayments.evolve or of what a picture shows.
    private static final int VERSION = 4;

    /** Tells the kinds of requests apart, without the domain's knowing of JSON. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
    private interface NamedKind {}

    private final JsonMapper json =
            JsonMapper.builder().addMixIn(Request.class, NamedKind.class).build();
    private final PaymentTimes times;
    private final Standings standings;
    private final GatewayChoice gateways;

    /** For payments with these times. */
    public PaymentStateFormat(PaymentTimes times, Standings standings, GatewayChoice gateways) {
        this.times = times;
        this.standings = standings;
        this.gateways = gateways;
    }

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(HotelPayments hotel, OutputStream out) throws IOException {
        try {
            out.write(json.writeValueAsBytes(hotel.picture()));
        } catch (JacksonException e) {
            throw new IOException("the payments of a hotel cannot be written", e);
        }
    }

    @Override
    public HotelPayments read(String hotelId, InputStream in) throws IOException {
        try {
            var picture = json.readValue(in, HotelPayments.Picture.class);
            return standings.watched(hotelId, new HotelPayments(times, gateways.of(hotelId), picture));
        } catch (JacksonException e) {
            throw new IOException("the payments of hotel " + hotelId + " cannot be read", e);
        }
    }
}
