package io.staylog.payment.domain;

import java.util.Map;

/**
 * Which hotel is with which bank. A payment keeps the bank it began with, whatever is chosen later.
 *
 * @param usual the name of the bank of all hotels that are not named
 * @param byHotel names of other banks, by hotel
 */
public record GatewayChoice(String usual, Map<String, String> byHotel) {
    /** Keeps its own copy. */
    public GatewayChoice {
        byHotel = Map.copyOf(byHotel);
    }

    /** All hotels are with the same bank. */
    public static GatewayChoice always(String gateway) {
        return new GatewayChoice(gateway, Map.of());
    }

    /** The name of a hotel's bank. */
    public String of(String hotelId) {
        return byHotel.getOrDefault(hotelId, usual);
    }
}
