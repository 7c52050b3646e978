package io.staylog.payment.planted;

import io.staylog.eventsourcing.Decider;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.Request;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The rules of payments with a bug in them, for the hotels that have one. */
final class PlantedDecider implements Decider<HotelPayments, PaymentCommand, PaymentEvent> {
    private final Decider<HotelPayments, PaymentCommand, PaymentEvent> real;
    private final Map<HotelPayments, String> hotels = Collections.synchronizedMap(new IdentityHashMap<>());

    PlantedDecider(Decider<HotelPayments, PaymentCommand, PaymentEvent> real) {
        this.real = real;
    }

    @Override
    public HotelPayments initialState(String hotelId) {
        var state = real.initialState(hotelId);
        hotels.put(state, hotelId);
        return state;
    }

    @Override
    public List<PaymentEvent> decide(HotelPayments hotel, PaymentCommand command, Instant now) {
        boolean isForgotten = PlantedBug.CANCELLATION_FORGOTTEN.isAt(hotels.getOrDefault(hotel, ""))
                && command instanceof PaymentCommand.Ask(Request request)
                && request instanceof Request.Cancellation;
        return isForgotten ? List.of() : real.decide(hotel, command, now);
    }

    /** Rules that take no notice of a dispute see nothing that would speak against a refund. */
    @Override
    public void evolve(HotelPayments hotel, PaymentEvent event, Instant at) {
        boolean isIgnored = PlantedBug.REFUND_AFTER_A_DISPUTE.isAt(hotels.getOrDefault(hotel, ""))
                && event.getClass().getSimpleName().equals("DisputeOpened");
        if (!isIgnored) {
            real.evolve(hotel, event, at);
        }
    }

    @Override
    public String subject(PaymentCommand command) {
        return real.subject(command);
    }

    @Override
    public boolean buildsOnUnknown(HotelPayments hotel, PaymentCommand command) {
        return real.buildsOnUnknown(hotel, command);
    }

    @Override
    public boolean isWorthKeeping(HotelPayments hotel) {
        return real.isWorthKeeping(hotel);
    }

    @Override
    public long nextDueAt(HotelPayments hotel) {
        return real.nextDueAt(hotel);
    }

    @Override
    public PaymentCommand whenDue(HotelPayments hotel) {
        return real.whenDue(hotel);
    }
}
