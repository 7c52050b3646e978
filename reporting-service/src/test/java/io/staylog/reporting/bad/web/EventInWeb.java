package io.staylog.reporting.bad.web;

import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.guest.GuestProfileSet;
import io.staylog.schemas.payment.PaymentVoided;

/** Bad on purpose, each in its way. */
public class EventInWeb {
    public static class OfABooking {
        public BookingHeld event;
    }

    public static class OfAPayment {
        public PaymentVoided event;
    }

    public static class PartOfEvents {
        public Actor actor;
    }

    public static class OfAGuest {
        public GuestProfileSet event;
    }
}
