package io.staylog.systemtests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Asks booking-service, and once more under the same key, on another instance, where it does not learn what became of it. */
final class HttpGuest {
    private static final String POSITION = "X-Position";
    private static final int SENT_MAX = 3;
    private static final Duration PAUSE = Duration.ofMillis(700);

    private final History history;
    private final List<Door> doors;
    private final Map<String, String> positions = new ConcurrentHashMap<>();

    HttpGuest(History history, List<Door> doors) {
        this.history = history;
        this.doors = doors;
    }

    /** The id that booking-service gives to what is sent there under the key. */
    static UUID requestId(String path, String key) {
        return UUID.nameUUIDFromBytes(("POST " + path + "\n" + key).getBytes(UTF_8));
    }

    /** Asks until it is known that the log has it, or too often; answers whether it is known. */
    boolean ask(Asked asked, String path, String key, @Nullable Object body, int first) throws InterruptedException {
        var headers = new HashMap<>(Map.of("Idempotency-Key", key, "Prefer", "wait=8"));
        if (asked.op().equals("cancel")) {
            headers.put("If-Match", "*");
        }
        for (int times = 0; times < SENT_MAX; times++) {
            history.invoke(asked, "http");
            try {
                var reply = doors.get((first + times) % doors.size()).send("POST", path, body, headers);
                switch (meaning(reply)) {
                    case YES -> {
                        history.ok(asked.requestId(), reply.status());
                        seen(asked.hotel(), reply);
                        return true;
                    }
                    case NO -> {
                        history.fail(asked.requestId(), reply.status() + " " + reply.text());
                        return false;
                    }
                    case PERHAPS -> history.info(asked.requestId(), reply.status() + " " + reply.text());
                }
            } catch (ConnectException | HttpConnectTimeoutException e) {
                history.fail(asked.requestId(), "no connection");
            } catch (IOException e) {
                history.info(asked.requestId(), e.toString());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return false;
    }

    private enum Meaning {
        YES,
        NO,
        PERHAPS
    }

    /** A position, or a 2xx, is of a request that the log has; the other refusals of the door are of none. */
    private static Meaning meaning(Door.Reply reply) {
        if (reply.status() / 100 == 2 || reply.header(POSITION) != null) {
            return Meaning.YES;
        }
        return reply.status() == 404 || reply.status() == 400 ? Meaning.NO : Meaning.PERHAPS;
    }

    private void seen(String hotel, Door.Reply reply) {
        var position = reply.header(POSITION);
        if (position != null) {
            positions.put(hotel, position);
        }
    }

    /** Looks at a booking; half of the readers want to see no less than somebody has been told before. */
    void lookAtBooking(Wishes.Stay stay, int door, boolean isDemanding) throws InterruptedException {
        var hotel = stay.house().id();
        var after = isDemanding ? positions.get(hotel) : null;
        var path = "/v1/bookings/" + stay.booking() + (after == null ? "" : "?min-position=" + after);
        try {
            var reply = doors.get(door).get(path);
            if (reply.status() == 200) {
                var status = reply.json().path("status").asString("");
                history.read(new History.Shown(
                        "booking",
                        "booking-" + door,
                        hotel,
                        stay.booking(),
                        after,
                        reply.header(POSITION),
                        null,
                        status));
            }
        } catch (IOException e) {
            // Who reads asks again some time.
        }
    }

    /** Looks at what a hotel has left. */
    void lookAtRooms(Wishes.Stay stay, int door) throws InterruptedException {
        var hotel = stay.house().id();
        var path = "/v1/hotels/" + hotel + "/availability?arrival=" + stay.arrival() + "&departure=" + stay.departure()
                + "&ratePlan=FLEX";
        try {
            var reply = doors.get(door).get(path);
            if (reply.status() == 200) {
                var rooms = reply.json().at("/offers/0/rooms").asString("");
                history.read(new History.Shown(
                        "availability", "booking-" + door, hotel, null, null, reply.header(POSITION), null, rooms));
            }
        } catch (IOException e) {
            // Who reads asks again some time.
        }
    }
}
