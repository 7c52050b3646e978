package io.staylog.booking.bad.stream;

import io.staylog.booking.bad.domain.ReckonEvent;
import io.staylog.booking.bad.web.Page;
import io.staylog.schemas.booking.BookingHeld;

/** Breaks two rules: it knows the edge, and both records and domain without being a wire. */
public class Listener {

    final Page page = new Page();
    final ReckonEvent event = new ReckonEvent.Reckoned();
    final BookingHeld held = new BookingHeld();
}
