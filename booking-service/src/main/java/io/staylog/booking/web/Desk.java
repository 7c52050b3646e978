package io.staylog.booking.web;

import io.staylog.booking.view.BookingView;
import io.staylog.booking.view.Outcome;
import io.staylog.booking.view.ReadModel;
import io.staylog.booking.view.TooManyWaitersException;
import java.util.ArrayList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.ResponseEntity;

/**
 * Takes requests in, and tells what came of them.
 *
 * <p>A request that has been answered is not written again: the answer is on every instance's view, with a fingerprint of what
 * was asked. So a repeat gets the same answer, and another request under the same key is told so.
 */
public final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private final RequestLog log;
    private final ReadModel model;
    private final Answers answers;

    /** Uses what others have made. */
    public Desk(RequestLog log, ReadModel model, Answers answers) {
        this.log = log;
        this.model = model;
        this.answers = answers;
    }

    /** Writes a request where it is new, and waits for its outcome where the caller prefers to. */
    ResponseEntity<Object> ask(Asked asked, Preference preference) {
        var entry = log.entry(asked);
        var known = model.outcome(asked.requestId(), entry.fingerprint());
        if (known == null) {
            log.append(entry);
        } else if (!known.answers(entry.fingerprint())) {
            return answers.keyReused(asked, known);
        }
        var settled = preference.waits() ? await(entry, preference) : null;
        var answer = settled == null
                ? answers.accepted(asked, standing(asked), preference)
                : answers.with(settled, preference);
        note(asked, answer);
        return answer;
    }

    private static void note(Asked asked, ResponseEntity<Object> answer) {
        var bookingId = asked.bookingId();
        try (var _ = MDC.putCloseable("requestId", asked.requestId().toString());
                var _ = MDC.putCloseable("bookingId", bookingId == null ? "" : bookingId.toString())) {
            LOG.info(
                    "{} was answered with {}",
                    asked.type(),
                    answer.getStatusCode().value());
        }
    }

    private @Nullable ResponseEntity<Object> await(RequestLog.Entry entry, Preference preference) {
        var asked = entry.asked();
        var ids = new ArrayList<UUID>();
        ids.add(asked.requestId());
        if (asked.bookingId() != null) {
            ids.add(asked.bookingId());
        }
        try {
            return model.waiters().await(ids, preference.atMost(), () -> settled(entry));
        } catch (TooManyWaitersException e) {
            return null; // The request is on the log; only waiting for it is too much to ask now.
        }
    }

    /** The final answer, or null while there is none. */
    private @Nullable ResponseEntity<Object> settled(RequestLog.Entry entry) {
        var asked = entry.asked();
        var outcome = model.outcome(asked.requestId(), entry.fingerprint());
        if (outcome == null) {
            return null;
        }
        if (!outcome.answers(entry.fingerprint())) {
            return answers.keyReused(asked, outcome);
        }
        var refusal = outcome.refusal();
        if (refusal != null) {
            return answers.refused(asked, outcome, refusal);
        }
        var booking = booking(outcome);
        if (booking == null) {
            return answers.applied(asked, outcome);
        }
        return asked.placesBooking() && !booking.status().settled() ? null : answers.decided(asked, outcome, booking);
    }

    private @Nullable BookingView booking(Outcome outcome) {
        var bookingId = outcome.bookingId();
        return bookingId == null ? null : model.booking(bookingId);
    }

    /** Where the booking stands that a request is about, as far as it is known. */
    private @Nullable BookingView standing(Asked asked) {
        var bookingId = asked.bookingId();
        return bookingId == null ? null : model.booking(bookingId);
    }
}
