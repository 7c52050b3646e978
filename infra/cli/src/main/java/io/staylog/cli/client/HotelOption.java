package io.staylog.cli.client;

import picocli.CommandLine.Option;

/** Which hotel a command speaks of. */
public final class HotelOption {
    @Option(names = "--hotel", required = true, paramLabel = "<hotelId>", description = "The hotel.")
    private String hotelId;

    /** The hotel's id. */
    public String hotelId() {
        return hotelId;
    }
}
