package io.staylog.payment.stream;

import io.staylog.eventsourcing.Decider;
import io.staylog.payment.domain.GatewayChoice;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentDecider;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.PaymentTimes;
import java.time.Instant;
import java.util.List;

/** Shows the engine the rules of payments, which do not know it. */
public final class PaymentDeciderAdapter implements Decider<HotelPayments, PaymentCommand, PaymentEvent> {
    private final PaymentTimes times;
    private final Standings standings;
    private final GatewayChoice gateways;

    /** Rules with these times. */
    public PaymentDeciderAdapter(PaymentTimes times, Standings standings, GatewayChoice gateways) {
        this.times = times;
        this.standings = standings;
        this.gateways = gateways;
    }

    @Override
    public HotelPayments initialState(String hotelId) {
        return standings.watched(hotelId, new HotelPayments(times, gateways.of(hotelId)));
    }

    @Override
    public List<PaymentEvent> decide(HotelPayments hotel, PaymentCommand command, Instant now) {
        return PaymentDecider.decide(hotel, command, now);
    }

    @Override
    public void evolve(HotelPayments hotel, PaymentEvent event, Instant at) {
        hotel.evolve(event, at);
        standings.evolved(event);
    }

    @Override
    public String subject(PaymentCommand command) {
        return command.paymentId().value().toString();
    }

    @Override
    public boolean buildsOnUnknown(HotelPayments hotel, PaymentCommand command) {
        return PaymentDecider.buildsOnUnknown(hotel, command);
    }

    /** Anybody may ask about a hotel that has no payments; the answer is on the log. */
    @Override
    public boolean isWorthKeeping(HotelPayments hotel) {
        return !hotel.isEmpty();
    }

    @Override
    public long nextDueAt(HotelPayments hotel) {
        return hotel.nextDueAt();
    }

    @Override
    public PaymentCommand whenDue(HotelPayments hotel) {
        return hotel.whenDue();
    }
}
