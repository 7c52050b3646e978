package io.staylog.systemtests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.systemtests.faults.Wishes.Stay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Books, cancels, arrives, leaves and looks, at a steady pace over both doors, whatever becomes of those who came before. */
final class Guests implements AutoCloseable {
    private static final int UNDER_WAY_MAX = 300;
    private static final int BOOK_PERCENT = 60;
    private static final int CANCEL_PERCENT = 15;
    private static final int DESK_PERCENT = 8;
    private static final int DOORS = 2;

    private final Random random;
    private final List<House> houses;
    private final HttpGuest http;
    private final KafkaGuest kafka;
    private final long paceNanos;
    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(UNDER_WAY_MAX);
    private final List<Stay> stays = new ArrayList<>();
    private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final Thread thread;
    private volatile boolean isDone;

    Guests(long seed, List<House> houses, HttpGuest http, KafkaGuest kafka, int perSecond) {
        this.random = new Random(seed);
        this.houses = houses;
        this.http = http;
        this.kafka = kafka;
        this.paceNanos = Duration.ofSeconds(1).toNanos() / perSecond;
        this.thread = Thread.ofPlatform().name("guests").start(this::come);
    }

    private void come() {
        long due = System.nanoTime();
        while (!isDone) {
            var wish = wish();
            if (room.tryAcquire()) {
                people.execute(() -> follow(wish));
            } else {
                turnedAway.incrementAndGet();
            }
            due += paceNanos;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private interface Wish {
        void follow() throws InterruptedException;
    }

    private void follow(Wish wish) {
        try {
            wish.follow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            room.release();
        }
    }

    /** All that is random is drawn here, in one thread, so that it follows from the seed as far as answers allow. */
    private Wish wish() {
        int dice = random.nextInt(100);
        int door = random.nextInt(DOORS);
        boolean isHttp = random.nextBoolean();
        var id = new UUID(random.nextLong(), random.nextLong());
        var house = houses.get(random.nextInt(houses.size()));
        if (dice < BOOK_PERCENT) {
            var stay = Stay.any(random, house);
            return () -> book(stay, id, isHttp, door);
        }
        var stay = known();
        if (stay == null) {
            return () -> {};
        }
        if (dice < BOOK_PERCENT + CANCEL_PERCENT) {
            return () -> later("cancel", stay, id, isHttp, door);
        }
        if (dice < BOOK_PERCENT + CANCEL_PERCENT + DESK_PERCENT && stay.isToday()) {
            return () -> {
                later("check_in", stay, id, isHttp, door);
                later("check_out", stay, UUID.nameUUIDFromBytes(id.toString().getBytes(UTF_8)), isHttp, door);
            };
        }
        boolean isDemanding = random.nextBoolean();
        return dice % 2 == 0 ? () -> http.lookAtBooking(stay, door, isDemanding) : () -> http.lookAtRooms(stay, door);
    }

    private synchronized Stay known() {
        return stays.isEmpty() ? null : stays.get(random.nextInt(stays.size()));
    }

    private void book(Stay stay, UUID id, boolean isHttp, int door) throws InterruptedException {
        var hotel = stay.house().id();
        var path = "/v1/hotels/" + hotel + "/bookings";
        var requestId = isHttp ? HttpGuest.requestId(path, id.toString()) : id;
        var asked = new Asked(requestId, "book", hotel, stay.booking());
        boolean isKnown = isHttp
                ? http.ask(asked, path, id.toString(), stay.body(), door)
                : kafka.ask(asked, stay.request(requestId));
        if (isKnown) {
            acknowledged.add(requestId);
            synchronized (this) {
                stays.add(stay);
            }
        }
    }

    private void later(String op, Stay stay, UUID id, boolean isHttp, int door) throws InterruptedException {
        var path = "/v1/bookings/" + stay.booking() + "/" + op.replace('_', '-');
        var requestId = isHttp ? HttpGuest.requestId(path, id.toString()) : id;
        var asked = new Asked(requestId, op, stay.house().id(), stay.booking());
        boolean isKnown = isHttp
                ? http.ask(asked, path, id.toString(), null, door)
                : kafka.ask(asked, Wishes.later(op, stay, requestId));
        if (isKnown) {
            acknowledged.add(requestId);
        }
    }

    /** Requests of which it is known that the log has them. */
    Set<UUID> acknowledged() {
        return acknowledged;
    }

    /** How many found too many others waiting. */
    int turnedAway() {
        return turnedAway.get();
    }

    /** Lets nobody come any more, and waits until all have been told something. */
    @Override
    public void close() {
        isDone = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        people.close();
    }
}
