package io.staylog.payment.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.staylog.eventsourcing.Clients;
import io.staylog.eventsourcing.Engine;
import io.staylog.eventsourcing.EngineSettings;
import io.staylog.payment.domain.GatewayChoice;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.PaymentTimes;
import io.staylog.schemas.Topics;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The engine of payment-service: requests and the bank's answers in, payment events and instructions out. */
public final class PaymentEngine {
    /** The consumer group; renaming it would decide every request again. */
    public static final String GROUP = "payment-service";

    private PaymentEngine() {}

    /**
     * Makes it, without starting it.
     *
     * @param clientOverrides settings of all its clients, by Kafka's names, for example of security
     * @param instance name of this process among those of the group
     * @param gateways which hotel is with which bank
     * @param snapshots directory of the snapshots
     */
    public static Engine<HotelPayments, PaymentCommand, PaymentEvent> create(
            String bootstrapServers,
            Map<String, String> clientOverrides,
            String instance,
            Path snapshots,
            PaymentTimes times,
            GatewayChoice gateways,
            PaymentWire wire,
            Standings standings,
            MeterRegistry meters) {
        var settings = new EngineSettings(
                        GROUP,
                        instance,
                        bootstrapServers,
                        List.of(Topics.PAYMENT_REQUESTS.name(), Topics.BANK_ANSWERS.name()),
                        List.of(Topics.BOOKING_EVENTS.name()),
                        Topics.PAYMENT_EVENTS.name(),
                        snapshots)
                .withClientOverrides(clientOverrides);
        return new Engine<>(
                settings,
                new PaymentDeciderAdapter(times, standings, gateways),
                wire,
                new PaymentStateFormat(times, standings, gateways),
                meters,
                InstantSource.system(),
                new Clients(settings));
    }
}
