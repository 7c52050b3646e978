package io.staylog.booking.bad.view;

import io.staylog.booking.bad.stream.Listener;
import io.staylog.booking.bad.web.Page;
import io.staylog.schemas.booking.BookingHeld;

/** Breaks the rules of the view: it knows the edge, the stream and generated records. */
public class Glance {
    final Page page = new Page();
    final Listener listener = new Listener();
    final BookingHeld held = new BookingHeld();
}
