package io.staylog.booking.domain;

import static io.staylog.booking.domain.Reason.CURRENCY_MISMATCH;
import static io.staylog.booking.domain.Reason.DUPLICATE_CHANNEL_REFERENCE;
import static io.staylog.booking.domain.Reason.GUARANTEE_INSUFFICIENT;
import static io.staylog.booking.domain.Reason.IDEMPOTENCY_CONFLICT;
import static io.staylog.booking.domain.Reason.MODIFICATION_NOT_ALLOWED;
import static io.staylog.booking.domain.Reason.PRICE_CHANGED;
import static io.staylog.booking.domain.Reason.STAY_INVALID;

import io.staylog.booking.domain.Booking.State;
import io.staylog.booking.domain.BookingCommand.ModifyBooking;
import io.staylog.booking.domain.BookingCommand.PlaceBooking;
import io.staylog.booking.domain.BookingEvent.BookingConfirmed;
import io.staylog.booking.domain.BookingEvent.BookingHeld;
import io.staylog.booking.domain.BookingEvent.GuestCheckedIn;
import io.staylog.booking.domain.BookingEvent.HotelRegistered;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules for selling rooms and for changing what was sold. */
final class Placing {
    private Placing() {}

    /** B1, B2, B3: all rooms are held or confirmed, or the request is refused. */
    static List<BookingEvent> place(Hotel hotel, PlaceBooking place, Instant now) {
        var registration = Objects.requireNonNull(hotel.registration());
        var plan = hotel.ratePlan(place.ratePlanId());
        var objection = objection(hotel, registration, place);
        if (objection != null || plan == null) {
            return refused(hotel, place, objection == null ? HotelFacts.unknownPlan(place.ratePlanId()) : objection);
        }
        var date = hotel.openDate();
        var placement = new Placement(hotel, registration, date, place.ratePlanId(), plan, List.of(), date);
        return switch (placement.offer(place.roomStays())) {
            case Placement.Offer.Refused(var rejection) -> refused(hotel, place, rejection);
            case Placement.Offer.Sellable(var stays) ->
                sell(hotel, place, terms(registration, plan, place, stays, now), now);
        };
    }

    private static @Nullable Rejection objection(Hotel hotel, HotelRegistered registration, PlaceBooking place) {
        if (hotel.booking(place.bookingId()) != null) {
            return new Rejection(
                    IDEMPOTENCY_CONFLICT,
                    "another request has used the booking id " + place.bookingId(),
                    Map.of("bookingId", place.bookingId().toString()));
        }
        if (!registration.currency().equals(place.currency())) {
            return new Rejection(
                    CURRENCY_MISMATCH,
                    "the hotel reckons in " + registration.currency() + ", not in " + place.currency(),
                    Map.of("field", "currency", "expected", registration.currency(), "actual", place.currency()));
        }
        var today = hotel.openDate();
        if (place.channel() == Channel.WALK_IN
                && place.roomStays().stream().anyMatch(stay -> !stay.arrival().equals(today))) {
            return new Rejection(
                    STAY_INVALID,
                    "a walk-in arrives today, which is " + today,
                    Map.of("field", "arrivalDate", "businessDate", today.toString()));
        }
        var reference = place.channelReference();
        var known = reference == null ? null : hotel.bookingOf(place.channel(), reference);
        return known == null
                ? null
                : new Rejection(
                        DUPLICATE_CHANNEL_REFERENCE,
                        "the channel has booked under this reference before",
                        Map.of("bookingId", known.toString()));
    }

    private static Terms terms(
            HotelRegistered registration, RatePlan plan, PlaceBooking place, List<RoomStay> stays, Instant now) {
        return new Terms(
                Ids.confirmationCode(place.bookingId()),
                place.channel(),
                place.channelReference(),
                place.guestId(),
                place.ratePlanId(),
                plan.guarantee(),
                stays,
                registration.currency(),
                dueNow(plan, RoomStay.total(stays)),
                CancellationPolicy.of(plan, checkIn(registration, RoomStay.arrival(stays)), now),
                place.paymentMethodToken());
    }

    private static long dueNow(RatePlan plan, long totalMinor) {
        return switch (plan.guarantee()) {
            case NONE -> 0;
            case CARD -> totalMinor;
            case PREPAYMENT -> Fee.share(totalMinor, plan.prepaidBps());
        };
    }

    private static Instant checkIn(HotelRegistered registration, LocalDate arrival) {
        return arrival.atTime(registration.checkInTime())
                .atZone(registration.timeZone())
                .toInstant();
    }

    private static List<BookingEvent> sell(Hotel hotel, PlaceBooking place, Terms terms, Instant now) {
        var expected = place.expectedTotalMinor();
        if (expected != null && expected != terms.totalMinor()) {
            return refused(
                    hotel,
                    place,
                    new Rejection(
                            PRICE_CHANGED,
                            "the price is " + terms.totalMinor() + " minor units, not " + expected,
                            Map.of(
                                    "expected", Long.toString(expected),
                                    "actual", Long.toString(terms.totalMinor()))));
        }
        if (terms.dueNowMinor() == 0) {
            return confirm(hotel, place, terms);
        }
        return terms.paymentMethodToken() == null
                ? refused(
                        hotel,
                        place,
                        new Rejection(
                                GUARANTEE_INSUFFICIENT,
                                "rate plan " + place.ratePlanId() + " needs a paymentMethodToken",
                                Map.of("guarantee", terms.guarantee().name())))
                : hold(hotel, place, terms, now);
    }

    private static List<BookingEvent> confirm(Hotel hotel, PlaceBooking place, Terms terms) {
        var date = hotel.openDate();
        var requestId = place.request().id();
        var events = new ArrayList<BookingEvent>();
        events.add(new BookingConfirmed(requestId, place.bookingId(), 1, date, terms, null));
        if (terms.channel() == Channel.WALK_IN && date.equals(RoomStay.arrival(terms.roomStays()))) {
            events.add(new GuestCheckedIn(requestId, place.bookingId(), 2, date, null));
        }
        return events;
    }

    private static List<BookingEvent> hold(Hotel hotel, PlaceBooking place, Terms terms, Instant now) {
        var registration = Objects.requireNonNull(hotel.registration());
        var date = hotel.openDate();
        var paymentId = Ids.of(Ids.incarnation(hotel.id(), place.bookingId(), date), "SECURE", 1);
        var expiresAt = now.plusSeconds(registration.holdSeconds());
        return List.of(
                new BookingHeld(place.request().id(), place.bookingId(), 1, date, terms, paymentId, expiresAt),
                Collecting.secure(
                        place.bookingId(),
                        paymentId,
                        terms,
                        date,
                        expiresAt.plusSeconds(registration.holdGraceSeconds())));
    }

    /** B11, B12, B16: the rooms are replaced, at once or when they are paid, or everything stays as it is. */
    static List<BookingEvent> modify(Hotel hotel, Booking booking, ModifyBooking modify, Instant askedAt, Instant now) {
        var pending = booking.change();
        if (pending != null) {
            return refused(hotel, booking, modify, ChangeRules.alreadyPending(pending));
        }
        var registration = Objects.requireNonNull(hotel.registration());
        var plan = hotel.ratePlan(booking.terms().ratePlanId());
        if (plan == null) {
            return refused(
                    hotel,
                    booking,
                    modify,
                    HotelFacts.unknownPlan(booking.terms().ratePlanId()));
        }
        var date = hotel.openDate();
        boolean inHouse = booking.state() == State.IN_HOUSE;
        var placement = new Placement(
                hotel,
                registration,
                date,
                booking.terms().ratePlanId(),
                plan,
                booking.roomStays(),
                inHouse ? booking.arrival() : date);
        return switch (placement.offer(modify.roomStays())) {
            case Placement.Offer.Refused(var rejection) -> refused(hotel, booking, modify, rejection);
            case Placement.Offer.Sellable(var stays)
            when inHouse && changesThePast(booking.roomStays(), stays, date) ->
                refused(
                        hotel,
                        booking,
                        modify,
                        new Rejection(
                                MODIFICATION_NOT_ALLOWED,
                                "nights up to that of the business date " + date
                                        + " have been slept in, or are about to be, and stay as they are",
                                Map.of("businessDate", date.toString())));
            case Placement.Offer.Sellable(var stays) ->
                ChangeRules.change(hotel, booking, modify, stays, policy(registration, booking, stays, askedAt), now);
        };
    }

    /** Tonight is the guest's already, so it can only be added: who leaves today checks out. */
    private static boolean changesThePast(List<RoomStay> before, List<RoomStay> after, LocalDate date) {
        var tomorrow = date.plusDays(1);
        return !until(date, before).equals(until(date, after))
                || !until(tomorrow, after).containsAll(until(tomorrow, before))
                || until(tomorrow, after).size() < until(tomorrow, before).size()
                || after.stream().anyMatch(stay -> stay.departure().isBefore(date));
    }

    private static List<String> until(LocalDate end, List<RoomStay> stays) {
        return stays.stream()
                .flatMap(stay -> stay.nights().stream()
                        .filter(price -> price.night().isBefore(end))
                        .map(price -> price.night() + "/" + stay.roomTypeId() + "/" + price.grossMinor()))
                .sorted()
                .toList();
    }

    /** Deadlines follow another day of arrival; null where it is the same. */
    private static @Nullable CancellationPolicy policy(
            HotelRegistered registration, Booking booking, List<RoomStay> stays, Instant askedAt) {
        var arrival = RoomStay.arrival(stays);
        return arrival.equals(booking.arrival())
                ? null
                : booking.terms().policy().movedTo(checkIn(registration, arrival), askedAt);
    }

    private static List<BookingEvent> refused(Hotel hotel, PlaceBooking place, Rejection rejection) {
        return BookingDecider.rejected(hotel, place, place.bookingId(), rejection);
    }

    private static List<BookingEvent> refused(Hotel hotel, Booking booking, ModifyBooking modify, Rejection rejection) {
        return BookingDecider.rejected(hotel, modify, booking.id(), rejection);
    }
}
