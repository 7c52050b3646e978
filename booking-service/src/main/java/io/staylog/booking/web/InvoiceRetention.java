package io.staylog.booking.web;

import io.staylog.booking.view.ReadModel;
import io.staylog.edge.web.Kind;
import io.staylog.edge.web.RefusedException;
import java.time.LocalDate;
import java.time.Month;

/** How long the law wants it kept whom an invoice was made out to. */
public final class InvoiceRetention {
    private static final int LAST_DAY = 31;

    private final ReadModel model;
    private final int years;

    /**
     * Counts full years after the year of issue.
     *
     * @param years how many
     */
    public InvoiceRetention(ReadModel model, int years) {
        this.model = model;
        this.years = years;
    }

    /** Of an invoice that a hotel issues on its open business date. */
    LocalDate keepUntil(String hotelId) {
        var hotel = model.hotel(hotelId);
        if (hotel == null) {
            throw new RefusedException(
                    Kind.HOTEL_NOT_FOUND, "bookingId", "the hotel of this booking is not registered");
        }
        return LocalDate.of(hotel.businessDate().getYear() + years, Month.DECEMBER, LAST_DAY);
    }
}
