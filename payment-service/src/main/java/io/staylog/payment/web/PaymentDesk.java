package io.staylog.payment.web;

import io.staylog.edge.web.CallContext;
import io.staylog.edge.web.LogAppender;
import io.staylog.edge.web.Preference;
import io.staylog.edge.web.ViewGate;
import io.staylog.logview.Outcome;
import io.staylog.logview.TooManyWaitersException;
import io.staylog.payment.view.PaymentReadModel;
import io.staylog.payment.view.PaymentView;
import io.staylog.schemas.Topics;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;

/**
 * Takes operators' requests in, and tells what came of them.
 *
 * <p>A request that has been answered is not written again: the answer is on every instance's view, with a fingerprint of what
 * was asked. So a repeat gets the same answer, and another request under the same key is told so.
 */
public final class PaymentDesk {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentDesk.class);

    private final LogAppender log;
    private final PaymentReadModel model;
    private final ViewGate gate;
    private final PendingRequests pending;
    private final PaymentAnswers answers;

    /** Uses what others have made. */
    public PaymentDesk(
            LogAppender log, PaymentReadModel model, ViewGate gate, PendingRequests pending, PaymentAnswers answers) {
        this.log = log;
        this.model = model;
        this.gate = gate;
        this.pending = pending;
        this.answers = answers;
    }

    /** Writes a request where it is new, and gives its outcome where it is known or the caller prefers to wait for it. */
    ResponseEntity<Object> ask(Asked asked, Preference preference) {
        log.requireOpen();
        gate.requireHotel(asked.hotelId()); // Else nobody here knows whether it has been answered before.
        var answer = answer(asked, preference);
        CallContext.isAbout(asked.hotelId(), asked.requestId(), null, asked.paymentId());
        LOG.info("{} was answered with {}", asked.type(), answer.getStatusCode().value());
        return answer;
    }

    private ResponseEntity<Object> answer(Asked asked, Preference preference) {
        if (outcome(asked) == null) {
            var first = pending.begin(asked);
            if (!first.fingerprint().equals(asked.call().fingerprint())) {
                return answers.keyReused(asked);
            }
            append(asked);
        }
        var settled = settled(asked);
        if (settled == null && preference.waits()) {
            settled = await(asked, preference);
        }
        return settled == null ? answers.with(standing(asked), preference) : answers.with(settled, preference);
    }

    private void append(Asked asked) {
        var payload = log.serialize(Topics.PAYMENT_REQUESTS, asked.event());
        log.append(
                asked.requestId(),
                Topics.PAYMENT_REQUESTS,
                asked.hotelId(),
                asked.event(),
                payload,
                Outcome.recordId(asked.requestId(), asked.call().fingerprint()));
    }

    private @Nullable ResponseEntity<Object> await(Asked asked, Preference preference) {
        var ids = List.of(asked.requestId(), asked.paymentId());
        try {
            return model.waiters().await(ids, preference.atMost(), () -> settled(asked));
        } catch (TooManyWaitersException e) {
            return null; // The request is on the log; only waiting for it is too much to ask now.
        }
    }

    private ResponseEntity<Object> standing(Asked asked) {
        return answers.accepted(asked, outcome(asked), payment(asked));
    }

    private @Nullable Outcome outcome(Asked asked) {
        return model.outcome(asked.hotelId(), asked.requestId(), asked.call().fingerprint());
    }

    private @Nullable PaymentView payment(Asked asked) {
        return model.payment(asked.hotelId(), asked.paymentId());
    }

    /** The final answer, or null while there is none: a request that the bank must carry out has one when the bank has. */
    private @Nullable ResponseEntity<Object> settled(Asked asked) {
        var outcome = outcome(asked);
        if (outcome == null) {
            return null;
        }
        pending.end(asked.requestId());
        if (!outcome.answers(asked.call().fingerprint())) {
            return answers.keyReused(asked);
        }
        var refusal = outcome.refusal();
        if (refusal != null) {
            return answers.refused(asked, outcome, refusal);
        }
        var payment = payment(asked);
        return payment == null || !payment.settled()
                ? null
                : answers.decided(
                        asked, outcome, payment, model.result(asked.hotelId(), asked.paymentId(), asked.requestId()));
    }
}
