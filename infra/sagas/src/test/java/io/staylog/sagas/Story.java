package io.staylog.sagas;

import static io.staylog.schemas.Topics.BOOKING_EVENTS;
import static io.staylog.schemas.Topics.PAYMENT_EVENTS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What the logs of the two services tell of one booking, merged in the order of writing, which is that of cause and effect. */
public final class Story {
    private final List<SpecificRecord> events = new ArrayList<>();
    private final Set<UUID> payments = new LinkedHashSet<>();
    private final UUID booking;

    private Story(UUID booking) {
        this.booking = booking;
    }

    /** The stories of all bookings at once, by booking, from what both services have written, in that order. */
    public static Map<UUID, Story> all(Iterable<SpecificRecord> written) {
        var stories = new LinkedHashMap<UUID, Story>();
        var byPayment = new HashMap<UUID, Story>();
        for (var event : written) {
            var about = Labels.id(event, "bookingId");
            var payment = Labels.id(event, "paymentId");
            var story = about == null
                    ? (payment == null ? null : byPayment.get(payment))
                    : stories.computeIfAbsent(about, Story::new);
            if (story != null) {
                story.take(event);
                story.payments.forEach(one -> byPayment.putIfAbsent(one, story));
            }
        }
        return stories;
    }

    static Story of(Log log, UUID booking) {
        var story = new Story(booking);
        for (var entry : log.all()) {
            var topic = entry.record().topic();
            if (topic.equals(BOOKING_EVENTS.name()) || topic.equals(PAYMENT_EVENTS.name())) {
                story.take(log.read(entry));
            }
        }
        return story;
    }

    private void take(SpecificRecord event) {
        var about = Labels.id(event, "bookingId");
        var payment = Labels.id(event, "paymentId");
        if (booking.equals(about) && payment != null) {
            payments.add(payment);
        }
        if (booking.equals(about) || (payment != null && payments.contains(payment))) {
            events.add(event);
        }
    }

    public UUID booking() {
        return booking;
    }

    public List<SpecificRecord> events() {
        return events;
    }

    /** Payments of the booking, in the order in which they were asked for. */
    public List<UUID> payments() {
        return List.copyOf(payments);
    }

    /** The payment that was asked for first. */
    UUID payment() {
        return payments().getFirst();
    }

    /** The newest one. */
    UUID newestPayment() {
        return payments().getLast();
    }

    public List<String> labels() {
        return events.stream().map(Labels::label).toList();
    }

    /** The newest event of a type, or null. */
    @Nullable
    SpecificRecord last(String type) {
        return events.reversed().stream()
                .filter(event -> event.getSchema().getName().equals(type))
                .findFirst()
                .orElse(null);
    }

    /** What the newest event of a type says. */
    String said(String type, String field) {
        return Objects.toString(Labels.field(Objects.requireNonNull(last(type), type), field));
    }
}
