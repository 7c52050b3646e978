package io.staylog.checker.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds what readers were shown against what was committed by then: R8. As the log passes the position that an answer stands on,
 * the booking must stand as the answer says.
 */
final class Readers {
    private static final String REJECTED = "REJECTED";
    private static final Pattern POSITION = Pattern.compile("(?:([a-z.-]{1,40})/)?([0-9]{1,5}):([0-9]{1,18})");
    private static final Pattern AS_OF =
            Pattern.compile("([a-z.-]{1,40})=([0-9]{1,5}:[0-9]{1,18}(?:,[0-9]{1,5}:[0-9]{1,18})*)");
    private static final Pattern EVENT_ID = Pattern.compile("([0-9]{1,18})-[0-9a-f]{16}");

    /** An answer that waits for the log to come to a position. */
    private record Waiting(Shown shown, long offset) {}

    /** How a booking stands, and its newest event. */
    private static final class Known {
        String status = "";
        long offset;
    }

    /** What waits for one partition, in the order of its offsets. */
    private static final class Queue {
        final List<Waiting> all = new ArrayList<>();
        int next;

        @Nullable
        Waiting upTo(long offset) {
            return next < all.size() && all.get(next).offset() <= offset ? all.get(next++) : null;
        }
    }

    private final Findings findings;
    private final Map<Integer, Queue> positions = new HashMap<>();
    private final Map<Integer, Queue> afters = new HashMap<>();
    private final Map<String, Known> bookings = new HashMap<>();
    private final List<Shown> reports = new ArrayList<>();
    private final Set<String> shownBookings = new HashSet<>();

    Readers(History history, Findings findings) {
        this.findings = findings;
        for (var shown : history.shown()) {
            shownBookings.add(shown.bookingId());
            switch (shown.what()) {
                case "report" -> reports.add(shown);
                case "sse" -> {} // Their order is that of the history.
                default -> {
                    queue(positions, shown, shown.position());
                    queue(afters, shown, shown.after());
                }
            }
        }
        var byOffset = Comparator.comparingLong(Waiting::offset);
        positions.values().forEach(it -> it.all.sort(byOffset));
        afters.values().forEach(it -> it.all.sort(byOffset));
        events(history);
    }

    private void queue(Map<Integer, Queue> queues, Shown shown, @Nullable String position) {
        if (position == null) {
            return;
        }
        var form = POSITION.matcher(position);
        boolean isKnown = form.matches();
        look(isKnown, shown, () -> "an answer stands on \"" + position + "\", which is no position");
        boolean isOfBookings =
                isKnown && (form.group(1) == null || form.group(1).equals(TopicNames.BOOKING_EVENTS));
        if (isOfBookings) {
            queues.computeIfAbsent(Integer.parseInt(form.group(2)), _ -> new Queue())
                    .all
                    .add(new Waiting(shown, Long.parseLong(form.group(3))));
        }
    }

    /** Ids of events count records, and never go back. */
    private void events(History history) {
        var newest = new HashMap<String, Long>();
        for (var shown : history.shown()) {
            var form = shown.sse() == null ? null : EVENT_ID.matcher(shown.sse());
            if (form != null && form.matches()) {
                long records = Long.parseLong(form.group(1));
                long before = newest.getOrDefault(shown.stream(), 0L);
                look(
                        records >= before,
                        shown,
                        () -> "the stream " + shown.stream() + " was shown the event " + shown.sse() + " after one of "
                                + before);
                newest.put(shown.stream(), Math.max(before, records));
            }
        }
    }

    /** A record of booking.events. */
    void see(Entry entry) {
        int partition = entry.at().partition();
        long offset = entry.at().offset();
        if (shownBookings.isEmpty()) {
            return;
        }
        // What stands on a position before this one has been passed over, so there is no such record.
        pass(partition, offset - 1, false);
        fold(entry);
        pass(partition, offset, true);
        honour(partition, offset);
    }

    private void fold(Entry entry) {
        if (!shownBookings.contains(entry.bookingId())) {
            return;
        }
        var known = bookings.get(entry.bookingId());
        if (entry.type().equals("RequestRejected")) {
            refused(known, entry);
            return;
        }
        if (known == null) {
            known = new Known();
            bookings.put(entry.bookingId(), known);
        }
        known.offset = entry.at().offset();
        known.status = Objects.requireNonNullElse(status(entry), known.status);
    }

    /**
     * A refusal is a part of what happened to a booking, and changes nothing of it. Where there is none, it is known by the
     * refusal of what had asked for it; what else is asked about it does not touch that.
     */
    private void refused(@Nullable Known known, Entry entry) {
        if (known == null && entry.body().text("requestType").equals("BookingRequested")) {
            var rejected = new Known();
            rejected.status = REJECTED;
            rejected.offset = entry.at().offset();
            bookings.put(entry.bookingId(), rejected);
        } else if (known != null && !known.status.equals(REJECTED)) {
            known.offset = entry.at().offset();
        }
    }

    private static @Nullable String status(Entry entry) {
        return switch (entry.type()) {
            case "BookingHeld" -> "HELD";
            case "BookingConfirmed", "BookingReinstated" -> "CONFIRMED";
            case "BookingReleased" -> "RELEASED";
            case "BookingExpired" -> "EXPIRED";
            case "BookingCancelled" -> "CANCELLED";
            case "BookingNoShow" -> "NO_SHOW";
            case "GuestCheckedIn" -> "IN_HOUSE";
            case "GuestCheckedOut" -> "CHECKED_OUT";
            case "GuestWalked" -> "WALKED";
            default -> null;
        };
    }

    private void pass(int partition, long upTo, boolean isThere) {
        var queue = positions.get(partition);
        if (queue == null) {
            return;
        }
        for (var waiting = queue.upTo(upTo); waiting != null; waiting = queue.upTo(upTo)) {
            var shown = waiting.shown();
            look(
                    isThere,
                    shown,
                    () -> shown.what() + " of " + subject(shown) + " was shown as of " + shown.position()
                            + ", where no committed record stands");
            if (isThere && shown.what().equals("booking")) {
                stands(shown);
            }
        }
    }

    private void stands(Shown shown) {
        var known = bookings.get(shown.bookingId());
        var status = known == null ? "" : known.status;
        look(
                status.equals(shown.says()),
                shown,
                () -> "booking %s was shown as %s as of %s; by then it was %s"
                        .formatted(
                                shown.bookingId(),
                                shown.says(),
                                shown.position(),
                                status.isEmpty() ? "not there" : status));
    }

    /** Whoever asks for no less than a position must be shown all that had happened to the booking by then. */
    private void honour(int partition, long offset) {
        var queue = afters.get(partition);
        if (queue == null) {
            return;
        }
        for (var waiting = queue.upTo(offset); waiting != null; waiting = queue.upTo(offset)) {
            var shown = waiting.shown();
            var known = shown.what().equals("booking") ? bookings.get(shown.bookingId()) : null;
            var form = shown.position() == null ? null : POSITION.matcher(shown.position());
            if (known != null && form != null && form.matches()) {
                long offsetShown = Long.parseLong(form.group(3));
                look(
                        offsetShown >= known.offset,
                        shown,
                        () -> "booking %s was asked for as of %s or later, and shown as of %s"
                                .formatted(shown.bookingId(), shown.after(), shown.position()));
            }
        }
    }

    /**
     * Nothing more comes: whatever still waits stands on what is not there.
     *
     * @param ends how far each partition of booking.events has been read
     */
    void judge(Map<Integer, Long> ends, Findings all) {
        positions.forEach((partition, queue) -> queue.all
                .subList(queue.next, queue.all.size())
                .forEach(waiting -> beyond(waiting.shown(), waiting.offset(), ends.getOrDefault(partition, 0L), all)));
        reports.forEach(shown -> reported(shown, ends, all));
    }

    /** A report says of every partition how far it stands on it. */
    private static void reported(Shown shown, Map<Integer, Long> ends, Findings all) {
        var position = shown.position() == null ? "" : shown.position();
        for (var topic : position.split(";", -1)) {
            var form = AS_OF.matcher(topic);
            boolean isOfBookings = form.matches() && form.group(1).equals(TopicNames.BOOKING_EVENTS);
            for (var partition : isOfBookings ? form.group(2).split(",", -1) : new String[0]) {
                int colon = partition.indexOf(':');
                long end = ends.getOrDefault(Integer.parseInt(partition.substring(0, colon)), 0L);
                // It names the next record, not the last.
                beyond(shown, Long.parseLong(partition.substring(colon + 1)) - 1, end, all);
            }
        }
    }

    private static void beyond(Shown shown, long offset, long end, Findings all) {
        all.look(
                offset < end,
                Invariant.R8,
                shown.line(),
                shown.wallMs(),
                () -> "%s of %s was shown as of %s, and the log does not go so far"
                        .formatted(shown.what(), subject(shown), shown.position()));
    }

    private static String subject(Shown shown) {
        return shown.bookingId().isEmpty() ? shown.hotelId() : shown.bookingId();
    }

    private void look(boolean isGood, Shown shown, Supplier<String> message) {
        findings.look(isGood, Invariant.R8, shown.line(), shown.wallMs(), message);
    }
}
