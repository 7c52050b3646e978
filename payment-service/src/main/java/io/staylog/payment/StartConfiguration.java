package io.staylog.payment;

import io.staylog.edge.Brokers;
import io.staylog.edge.DecisionsFirst;
import io.staylog.edge.LastCall;
import io.staylog.edge.StartRefusal;
import io.staylog.edge.Startup;
import io.staylog.eventsourcing.Engine;
import io.staylog.logview.ViewReader;
import io.staylog.payment.bank.BankWorker;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.view.PaymentFact;
import io.staylog.payment.view.PaymentReadModel;
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
            TopicUse.usedBy(Party.PAYMENT_SERVICE), TopicUse.writtenBy(Party.PAYMENT_SERVICE));

    @Bean
    Startup startup(
            Brokers brokers,
            EventSerializer serializer,
            Engine<HotelPayments, PaymentCommand, PaymentEvent> engine,
            BankWorker worker,
            ViewReader<PaymentFact> view,
            StartRefusal refusal) {
        return new Startup(CONTRACT, brokers, serializer, refusal, new Startup.Work() {
            @Override
            public void begin() {
                engine.start();
                worker.start();
                DecisionsFirst.then(engine.status(), view::start);
            }

            @Override
            public void end() {
                // No new instruction first, so that the worker has only to finish what it has begun.
                engine.close();
                worker.close();
                view.close();
            }
        });
    }

    @Bean
    LastCall lastCall(PaymentReadModel model) {
        return new LastCall(model.waiters());
    }
}
