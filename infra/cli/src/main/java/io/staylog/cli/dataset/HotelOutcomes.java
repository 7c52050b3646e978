package io.staylog.cli.dataset;

import io.staylog.cli.dataset.PlannedRequest.Kind;
import io.staylog.schemas.booking.BookingCancelled;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingExpired;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingNoShow;
import io.staylog.schemas.booking.BookingReleased;
import io.staylog.schemas.booking.BusinessDayClosed;
import io.staylog.schemas.booking.GuestCheckedIn;
import io.staylog.schemas.booking.GuestCheckedOut;
import io.staylog.schemas.booking.HotelRegistered;
import io.staylog.schemas.booking.RatePlanDefined;
import io.staylog.schemas.booking.RequestRejected;
import io.staylog.schemas.booking.RoomTypeDefined;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What has become of one hotel's requests, as its events tell. One thread tells it of events, another sends and waits.
 *
 * <p>Everything in it follows from the log, so a run that was cut off is taken up by reading the log again.
 */
final class HotelOutcomes {
    /** The events that say something about a request. */
    static final List<Class<? extends SpecificRecord>> EVENTS = List.of(
            HotelRegistered.class,
            RoomTypeDefined.class,
            RatePlanDefined.class,
            BookingHeld.class,
            BookingConfirmed.class,
            BookingReleased.class,
            BookingExpired.class,
            BookingCancelled.class,
            GuestCheckedIn.class,
            GuestCheckedOut.class,
            BookingNoShow.class,
            BusinessDayClosed.class,
            RequestRejected.class);

    private final HotelPlan plan;
    private final Map<UUID, Integer> numbers = new HashMap<>();
    private final BitSet sent = new BitSet();
    private final BitSet answered = new BitSet();
    private final BitSet heldRows = new BitSet();
    private final BitSet confirmedRows = new BitSet();
    private final BitSet refusedRows = new BitSet();
    private final Map<String, Integer> rejected = new TreeMap<>();
    private int setUpOpen;
    private int inFlight;
    private long progressAt = System.nanoTime();
    private long sentAgainAt = progressAt;
    private @Nullable RuntimeException failure;

    HotelOutcomes(HotelPlan plan) {
        this.plan = plan;
        var requests = plan.requests();
        for (int no = 0; no < requests.size(); no++) {
            numbers.put(requests.get(no).id(), no);
            setUpOpen += requests.get(no).kind() == Kind.SET_UP ? 1 : 0;
        }
    }

    // --- told by the thread that reads the log ---

    synchronized void see(SpecificRecord event) {
        switch (event) {
            case HotelRegistered e -> answered(e.getRequestId());
            case RoomTypeDefined e -> answered(e.getRequestId());
            case RatePlanDefined e -> answered(e.getRequestId());
            case BookingHeld e -> held(e);
            case BookingConfirmed e -> confirmed(e);
            case BookingReleased e -> holdEnded(e.getBookingId(), e.getDeclineCode());
            case BookingExpired e -> holdEnded(e.getBookingId(), "hold_expired");
            case BookingCancelled e -> answered(e.getRequestId());
            case GuestCheckedIn e -> answered(e.getRequestId());
            case GuestCheckedOut e -> answered(e.getRequestId());
            case BookingNoShow e -> noShow(e.getRequestId());
            case BusinessDayClosed e -> answered(e.getRequestId());
            case RequestRejected e -> rejected(e.getRequestId(), e.getCode());
            default -> {}
        }
        notifyAll();
    }

    /** Ends every waiting with this. */
    synchronized void fail(RuntimeException cause) {
        failure = cause;
        notifyAll();
    }

    private @Nullable PlannedRequest answered(@Nullable UUID requestId) {
        var no = requestId == null ? null : numbers.get(requestId);
        if (no == null || answered.get(no)) {
            return null;
        }
        var request = plan.requests().get(no);
        answered.set(no);
        inFlight -= sent.get(no) ? 1 : 0;
        setUpOpen -= request.kind() == Kind.SET_UP ? 1 : 0;
        progressAt = System.nanoTime();
        return request;
    }

    private void held(BookingHeld event) {
        answered(event.getRequestId());
        var row = plan.rowOfBooking().get(event.getBookingId());
        if (row != null && !isDecided(row)) {
            heldRows.set(row);
        }
    }

    private void confirmed(BookingConfirmed event) {
        answered(event.getRequestId());
        var row = plan.rowOfBooking().get(event.getBookingId());
        if (row != null) {
            decided(row, confirmedRows);
        }
    }

    private void holdEnded(UUID bookingId, String code) {
        var row = plan.rowOfBooking().get(bookingId);
        if (row != null && !isDecided(row)) {
            decided(row, refusedRows);
            rejected.merge(code, 1, Integer::sum);
        }
    }

    private void decided(int row, BitSet how) {
        heldRows.clear(row);
        how.set(row);
        progressAt = System.nanoTime();
    }

    /** Closing a day makes no-shows too, under its own request id, before it is closed. */
    private void noShow(UUID requestId) {
        var no = numbers.get(requestId);
        if (no != null && plan.requests().get(no).kind() != Kind.CLOSE_DAY) {
            answered(requestId);
        }
    }

    private void rejected(UUID requestId, String code) {
        var request = answered(requestId);
        if (request == null) {
            return;
        }
        rejected.merge(code, 1, Integer::sum);
        if (request.kind() == Kind.PLACE || request.kind() == Kind.PLACE_PREPAID) {
            decided(request.row(), refusedRows);
        }
    }

    // --- asked by the thread that sends ---

    /** Must be called before the request is sent, or its answer could be there first. */
    synchronized void sending(int no) {
        if (!answered.get(no)) {
            sent.set(no);
            inFlight++;
            var request = plan.requests().get(no);
            // Until its payment is decided; the answer may just as well be that nothing is to be paid.
            if (request.kind() == Kind.PLACE_PREPAID && !isDecided(request.row())) {
                heldRows.set(request.row());
            }
        }
    }

    synchronized boolean isAnswered(int no) {
        return answered.get(no);
    }

    /** The requests that were sent in this run and have no answer, in order. */
    synchronized int[] unanswered() {
        var open = (BitSet) sent.clone();
        open.andNot(answered);
        return open.stream().toArray();
    }

    /** Whether the booking is neither unknown nor held. To be used in {@link #await} only, as the four below. */
    boolean isDecided(int row) {
        return confirmedRows.get(row) || refusedRows.get(row);
    }

    boolean isRefused(int row) {
        return refusedRows.get(row);
    }

    boolean isNoneHeld() {
        return heldRows.isEmpty();
    }

    boolean isSetUp() {
        return setUpOpen == 0;
    }

    int inFlight() {
        return inFlight;
    }

    /** The open requests have just been sent again, so they deserve another while of waiting. */
    synchronized void sentAgain() {
        sentAgainAt = System.nanoTime();
    }

    /** How long nothing has happened. */
    synchronized Duration idle() {
        return Duration.ofNanos(System.nanoTime() - progressAt);
    }

    /**
     * Waits until the condition holds.
     *
     * @param stall how long nothing at all may happen, nor anything be sent again
     * @return false if that was so
     * @throws RuntimeException what {@link #fail} was told
     */
    synchronized boolean await(BooleanSupplier condition, Duration stall) {
        while (!condition.getAsBoolean()) {
            if (failure != null) {
                throw failure;
            }
            var quiet = Duration.ofNanos(System.nanoTime() - Math.max(progressAt, sentAgainAt));
            long leftMs = stall.minus(quiet).toMillis();
            if (leftMs <= 0) {
                return false;
            }
            try {
                wait(leftMs);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        return true;
    }

    /** Figures for a person. */
    record Tally(int answered, int confirmed, int refused, Map<String, Integer> rejected) {}

    synchronized Tally tally() {
        return new Tally(
                answered.cardinality(), confirmedRows.cardinality(), refusedRows.cardinality(), Map.copyOf(rejected));
    }
}
