package io.staylog.booking.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Hotel;
import io.staylog.eventsourcing.Clients;
import io.staylog.eventsourcing.Engine;
import io.staylog.eventsourcing.EngineSettings;
import io.staylog.schemas.Topics;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The engine of booking-service: requests and payments in, booking events out. */
public final class BookingEngine {
    /** The consumer group; renaming it would decide every request again. */
    public static final String GROUP = "booking-service";

    private BookingEngine() {}

    /** Makes it, without starting it, with clients as they usually are; see the other one. */
    public static Engine<Hotel, BookingCommand, BookingEvent> create(
            String bootstrapServers, String instance, Path snapshots, BookingWire wire, MeterRegistry meters) {
        return create(bootstrapServers, Map.of(), instance, snapshots, wire, meters);
    }

    /**
     * Makes it, without starting it.
     *
     * @param clientOverrides settings of all its clients, by Kafka's names, for example of security
     * @param instance name of this process among those of the group
     * @param snapshots directory of the snapshots
     */
    public static Engine<Hotel, BookingCommand, BookingEvent> create(
            String bootstrapServers,
            Map<String, String> clientOverrides,
            String instance,
            Path snapshots,
            BookingWire wire,
            MeterRegistry meters) {
        var settings = new EngineSettings(
                        GROUP,
                        instance,
                        bootstrapServers,
                        List.of(Topics.BOOKING_REQUESTS.name()),
                        List.of(Topics.PAYMENT_EVENTS.name()),
                        Topics.BOOKING_EVENTS.name(),
                        snapshots)
                .withClientOverrides(clientOverrides);
        return new Engine<>(
                settings,
                new HotelRules(),
                wire,
                new HotelStateFormat(),
                meters,
                InstantSource.system(),
                new Clients(settings));
    }
}
