package io.staylog.booking;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Hotel;
import io.staylog.booking.view.Fact;
import io.staylog.booking.view.PaymentReader;
import io.staylog.booking.view.ReadModel;
import io.staylog.edge.Brokers;
import io.staylog.edge.DecisionsFirst;
import io.staylog.edge.LastCall;
import io.staylog.edge.StartRefusal;
import io.staylog.edge.Startup;
import io.staylog.eventsourcing.Engine;
import io.staylog.logview.ViewReader;
import io.staylog.schemas.TopicUse;
import io.staylog.schemas.TopicUse.Party;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.topics.ContractGate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** In which order things begin and end. */
@Configuration(proxyBeanMethods = false)
class StartConfiguration {
    private static final ContractGate.Contract CONTRACT = new ContractGate.Contract(
            TopicUse.usedBy(Party.BOOKING_SERVICE), TopicUse.writtenBy(Party.BOOKING_SERVICE));

    @Bean
    Startup startup(
            Brokers brokers,
            EventSerializer serializer,
            ViewReader<Fact> view,
            PaymentReader payments,
            Engine<Hotel, BookingCommand, BookingEvent> engine,
            StartRefusal refusal) {
        return new Startup(CONTRACT, brokers, serializer, refusal, new Startup.Work() {
            @Override
            public void begin() {
                engine.start();
                DecisionsFirst.then(engine.status(), () -> {
                    view.start();
                    payments.start();
                });
            }

            @Override
            public void end() {
                engine.close();
                payments.close();
                view.close();
            }
        });
    }

    @Bean
    LastCall lastCall(ReadModel model) {
        return new LastCall(model.waiters());
    }
}
