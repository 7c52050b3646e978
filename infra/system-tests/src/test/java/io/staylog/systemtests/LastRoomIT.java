package io.staylog.systemtests;

import static io.staylog.systemtests.Books.eventually;
import static io.staylog.systemtests.TestHotel.FLEX;
import static io.staylog.systemtests.TestHotel.GOOD;
import static io.staylog.systemtests.TestHotel.PREPAID;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.RequestRejected;
import io.staylog.schemas.booking.RoomStayRequest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** However many ask for the last room at once, and by whatever way: one gets it, and everybody is told. */
@Order(2)
@Tag(Staylog.ANYWHERE)
@ExtendWith(Staylog.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LastRoomIT {
    private static final int GUESTS = 200;

    private Staylog staylog;
    private Log log;

    @BeforeAll
    void start(Staylog running) {
        staylog = running;
        log = running.log();
    }

    @AfterAll
    void close() {
        log.close();
    }

    @Test
    void over_http_one_of_200_gets_it() throws Exception {
        var hotel = TestHotel.open(staylog, "last-http", 1);
        assertOneGetsIt(replies(hotel, PREPAID, GUESTS));
        assertOnTheLog(hotel, GUESTS);
        assertThat(Books.agreed(staylog, log, hotel.id()).captures()).isEqualTo(1);
    }

    @Test
    void over_kafka_one_of_200_gets_it() {
        var hotel = TestHotel.open(staylog, "last-kafka", 1);
        ask(hotel, GUESTS);
        assertOnTheLog(hotel, GUESTS);
        assertReported(hotel, GUESTS - 1);
    }

    @Test
    void over_both_one_of_200_gets_it() throws Exception {
        var hotel = TestHotel.open(staylog, "last-both", 1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var http = executor.submit(() -> replies(hotel, FLEX, GUESTS / 2));
            ask(hotel, GUESTS / 2);
            http.get();
        }
        assertOnTheLog(hotel, GUESTS);
        assertReported(hotel, GUESTS - 1);
    }

    /** Every stay covers the one night that is in all of them, so that no two fit into one room. */
    private static int[] stay(int guest) {
        return new int[] {30 - guest % 5, 31 + guest % 4};
    }

    private List<Http.Reply> replies(TestHotel hotel, String plan, int guests) throws Exception {
        var calls = IntStream.range(0, guests)
                .<Callable<Http.Reply>>mapToObj(guest -> () -> hotel.book(plan, stay(guest)[0], stay(guest)[1], GOOD))
                .toList();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return executor.invokeAll(calls).stream().map(LastRoomIT::done).toList();
        }
    }

    private static Http.Reply done(Future<Http.Reply> call) {
        try {
            return call.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void ask(TestHotel hotel, int guests) {
        var sent = IntStream.range(0, guests)
                .mapToObj(guest -> log.ask(
                        hotel.id(),
                        hotel.request(
                                FLEX,
                                new RoomStayRequest(
                                        TestHotel.DOUBLE,
                                        hotel.day(stay(guest)[0]),
                                        hotel.day(stay(guest)[1]),
                                        1,
                                        List.of(),
                                        null,
                                        false),
                                GOOD)))
                .toList();
        sent.forEach(Log::done);
    }

    private static void assertOneGetsIt(List<Http.Reply> replies) {
        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
        assertThat(replies)
                .filteredOn(
                        reply -> reply.status() == 409 && reply.text("/code").equals("sold_out"))
                .hasSize(replies.size() - 1);
    }

    private void assertOnTheLog(TestHotel hotel, int guests) {
        eventually(() -> {
            var events = hotel.events(log);
            assertThat(only(events, BookingConfirmed.class)).hasSize(1);
            assertThat(only(events, RequestRejected.class))
                    .hasSize(guests - 1)
                    .allMatch(rejected -> rejected.getCode().equals("sold_out") && rejected.getRetriable());
        });
    }

    private static <E extends SpecificRecord> List<E> only(List<SpecificRecord> events, Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Those who were turned away are in the reports. */
    private void assertReported(TestHotel hotel, int expected) {
        var path = "/v1/rejections?limit=200&code=sold_out&hotel=" + hotel.id();
        eventually(() -> assertThat(staylog.reporting().read(path).get("rows")).hasSize(expected));
    }
}
