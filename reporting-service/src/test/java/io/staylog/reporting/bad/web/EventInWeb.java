package io.staylog.reporting.bad.web;

import io.staylog.schemas.booking.BookingHeld;

/** Bad on purpose. */
public class EventInWeb {
    public BookingHeld event;
}
