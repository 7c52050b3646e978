package io.staylog.booking.web;

import io.staylog.booking.view.BookingView;
import io.staylog.booking.view.ReadModel;
import io.staylog.edge.web.CallContext;
import io.staylog.edge.web.Preference;
import io.staylog.logview.Outcome;
import io.staylog.logview.TooManyWaitersException;
import java.util.ArrayList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private final Freshness freshness;
    private final PendingRequests pending;
    private final Answers answers;

    /** Uses what others have made. */
    public Desk(RequestLog log, ReadModel model, Freshness freshness, PendingRequests pending, Answers answers) {
        this.log = log;
        this.model = model;
        this.freshness = freshness;
        this.pending = pending;
        this.answers = answers;
    }

    /** Writes a request where it is new, and gives its outcome where it is known or the caller prefers to wait for it. */
    ResponseEntity<Object> ask(Asked asked, Preference preference) {
        log.requireOpen();
        freshness.requireHotel(asked.hotelId()); // Else nobody here knows whether it has been answered before.
        var answer = answer(asked, preference);
        note(asked, answer);
        return answer;
    }

    private ResponseEntity<Object> answer(Asked asked, Preference preference) {
        if (outcome(asked) == null) {
            var objection = write(asked);
            if (objection != null) {
                return objection;
            }
        }
        var settled = settled(asked);
        if (settled != null || !preference.waits()) {
            return settled == null ? answers.accepted(asked, standing(asked)) : answers.with(settled, preference);
        }
        try {
            settled = await(asked, preference);
        } catch (TooManyWaitersException e) {
            // The request is on the log; only waiting for it is too much to ask now.
            return answers.accepted(asked, standing(asked));
        }
        return answers.with(settled == null ? answers.accepted(asked, standing(asked)) : settled, preference);
    }

    /** Writes a request that nobody has answered yet, unless it cannot be what it says; then that is the answer. */
    private @Nullable ResponseEntity<Object> write(Asked asked) {
        var first = pending.begin(asked);
        if (!first.fingerprint().equals(asked.call().fingerprint())) {
            return answers.keyReused(asked, null);
        }
        var booking = asked.placesBooking() ? standing(asked) : null;
        if (booking != null && !booking.hotelId().equals(asked.hotelId())) {
            pending.end(asked.requestId());
            return answers.bookingIdTaken(asked);
        }
        log.append(asked);
        return null;
    }

    private static void note(Asked asked, ResponseEntity<Object> answer) {
        CallContext.isAbout(asked.hotelId(), asked.requestId(), asked.bookingId(), null);
        LOG.info("{} was answered with {}", asked.type(), answer.getStatusCode().value());
    }

    private @Nullable ResponseEntity<Object> await(Asked asked, Preference preference) {
        var ids = new ArrayList<UUID>();
        ids.add(asked.requestId());
        if (asked.bookingId() != null) {
            ids.add(asked.bookingId());
        }
        return model.waiters().await(ids, preference.atMost(), () -> settled(asked));
    }

    private @Nullable Outcome outcome(Asked asked) {
        return model.outcome(asked.hotelId(), asked.requestId(), asked.call().fingerprint());
    }

    /** The final answer, or null while there is none. */
    private @Nullable ResponseEntity<Object> settled(Asked asked) {
        var outcome = outcome(asked);
        if (outcome == null) {
            return null;
        }
        pending.end(asked.requestId());
        if (!outcome.answers(asked.call().fingerprint())) {
            return answers.keyReused(asked, outcome);
        }
        var refusal = outcome.refusal();
        if (refusal != null) {
            return answers.refused(asked, outcome, refusal);
        }
        var bookingId = outcome.subjectId();
        var booking = bookingId == null ? null : model.booking(outcome.hotelId(), bookingId);
        if (booking == null) {
            return answers.applied(asked, outcome);
        }
        var abandoned = model.whyAbandoned(outcome.hotelId(), booking.bookingId(), asked.requestId());
        if (abandoned != null) {
            return answers.abandoned(asked, outcome, abandoned);
        }
        return isOpen(asked, booking) ? null : answers.decided(asked, outcome, booking);
    }

    /** Whether a payment is waited for; one that was declined is an answer, as the guest must do something. */
    private static boolean isOpen(Asked asked, BookingView booking) {
        return asked.placesBooking()
                ? !booking.status().settled() && booking.declined() == null
                : booking.isChangedBy(asked.requestId());
    }

    /** Where the booking stands that a request is about, as far as it is known. */
    private @Nullable BookingView standing(Asked asked) {
        var bookingId = asked.bookingId();
        return bookingId == null ? null : model.booking(bookingId);
    }
}
