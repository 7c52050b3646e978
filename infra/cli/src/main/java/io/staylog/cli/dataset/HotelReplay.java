package io.staylog.cli.dataset;

import io.staylog.cli.client.Headers;
import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventSerializer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends one hotel's requests in order, as a client would: many at a time, but nothing about a booking before it is known
 * what became of it.
 */
final class HotelReplay implements Runnable {
    private final HotelPlan plan;
    private final HotelOutcomes outcomes;
    private final KafkaProducer<String, byte[]> producer;
    private final EventSerializer serializer;
    private final Pace pace;
    private int sent;
    private int sentAgain;
    private int notSent;
    private int answeredBefore;
    private volatile int position;

    /**
     * How fast.
     *
     * @param window requests that may be without answer at a time
     * @param stall after so long without any answer, what has none is sent again under the same ids
     * @param patience after so long without anything happening the replay gives up
     */
    record Pace(int window, Duration stall, Duration patience) {}

    HotelReplay(
            HotelPlan plan,
            HotelOutcomes outcomes,
            KafkaProducer<String, byte[]> producer,
            EventSerializer serializer,
            Pace pace) {
        this.plan = plan;
        this.outcomes = outcomes;
        this.producer = producer;
        this.serializer = serializer;
        this.pace = pace;
    }

    @Override
    public void run() {
        var requests = plan.requests();
        for (int no = 0; no < requests.size(); no++) {
            if (outcomes.isAnswered(no)) {
                answeredBefore++;
            } else if (mayBeSent(requests.get(no))) {
                await(() -> outcomes.inFlight() < pace.window());
                outcomes.sending(no);
                send(requests.get(no));
                sent++;
            } else {
                notSent++;
            }
            position = no + 1;
        }
        await(() -> outcomes.inFlight() == 0 && outcomes.isNoneHeld());
    }

    private boolean mayBeSent(PlannedRequest request) {
        return switch (request.kind()) {
            case SET_UP -> true;
            case PLACE, PLACE_PREPAID -> await(outcomes::isSetUp);
            case FOLLOW_UP -> await(() -> outcomes.isDecided(request.row())) && !outcomes.isRefused(request.row());
            case CLOSE_DAY -> await(outcomes::isNoneHeld);
        };
    }

    /** Waits; what has no answer for too long is sent again, because nobody knows what was lost. */
    private boolean await(BooleanSupplier condition) {
        while (!outcomes.await(condition, pace.stall())) {
            var idle = outcomes.idle();
            if (idle.compareTo(pace.patience()) >= 0) {
                throw Failure.unknown(plan.hotel().label() + ": nothing has happened for " + idle.toMinutes()
                        + " minutes; run the same command again to go on");
            }
            sendAgain();
        }
        return true;
    }

    private void sendAgain() {
        for (int no : outcomes.unanswered()) {
            send(plan.requests().get(no));
            sentAgain++;
        }
        outcomes.sentAgain();
    }

    private void send(PlannedRequest request) {
        var topic = Topics.BOOKING_REQUESTS.name();
        var hotel = plan.hotel().hotelId();
        var record = request.record().get();
        var headers = Headers.of(request.id().toString(), record.getSchema().getFullName(), hotel, Instant.now());
        var value = serializer.encode(topic, record);
        var _ = producer.send(new ProducerRecord<>(topic, null, null, hotel, value, headers), (_, e) -> {
            if (e != null) {
                outcomes.fail(Failure.unreachable(
                        "Kafka has not taken a request for too long (" + e.getMessage()
                                + "); run the same command again to go on",
                        e));
            }
        });
    }

    HotelPlan plan() {
        return plan;
    }

    /** How many requests are dealt with: sent, answered before or not to be sent. */
    int position() {
        return position;
    }

    /** Figures for a person; final when the replay has ended. */
    record Sent(int sent, int sentAgain, int notSent, int answeredBefore) {}

    Sent sent() {
        return new Sent(sent, sentAgain, notSent, answeredBefore);
    }
}
