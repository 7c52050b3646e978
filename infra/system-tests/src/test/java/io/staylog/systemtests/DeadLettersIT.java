package io.staylog.systemtests;

import static io.staylog.systemtests.Books.eventually;
import static io.staylog.systemtests.TestHotel.FLEX;
import static io.staylog.systemtests.TestHotel.GOOD;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.local.Part;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingCancelled;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.CancellationReason;
import io.staylog.schemas.booking.CancellationRequested;
import io.staylog.schemas.booking.RequestRejected;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A partner's request comes in broken, his cancellation of it whole: an operator mends the one, and the other waits for it. */
@Order(3) // Behind those that read every request; some of these nobody can read.
@ExtendWith(Staylog.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLettersIT {
    private Staylog staylog;
    private Log log;
    private Tool tool;

    @BeforeAll
    void start(Staylog running) {
        staylog = running;
        log = running.log();
        tool = new Tool(running);
    }

    @AfterAll
    void close() {
        log.close();
    }

    @Test
    void a_cancellation_waits_for_the_request_that_nobody_could_read_and_the_order_is_kept() {
        var hotel = TestHotel.open(staylog, "dead", 5);
        var request = hotel.request(FLEX, 30, 32, GOOD);
        broken(hotel, request);
        log.asked(hotel.id(), cancellation(hotel, request.getBookingId()));
        var letters = awaitLetters(hotel, 2);
        assertThat(letters)
                .extracting(letter -> letter.path("cause").asString())
                .containsExactly("undecodable", "parked");
        assertThat(letters.get(1).path("about").asString())
                .isEqualTo(request.getBookingId().toString());
        hotel.booked(FLEX, 30, 32); // Others flow.

        var mended = tool.runWith(
                json(request),
                "dlq",
                "edit",
                name(letters.getFirst()),
                "--type",
                "BookingRequested",
                "--reason",
                "the partner's bytes broke off");
        assertThat(mended.exit()).as("%s", mended).isZero();
        eventually(() -> assertThat(typesOf(hotel, request.getBookingId()))
                .containsExactly(BookingConfirmed.class, BookingCancelled.class));
        assertThat(hotel.events(log, RequestRejected.class)).isEmpty();
        assertThat(open(hotel)).isEmpty();
    }

    @Test
    void what_is_discarded_lets_the_cancellation_be_refused_as_it_would_have_been() {
        var hotel = TestHotel.open(staylog, "discard", 5);
        var request = hotel.request(FLEX, 30, 32, GOOD);
        broken(hotel, request);
        log.asked(hotel.id(), cancellation(hotel, request.getBookingId()));
        var letters = awaitLetters(hotel, 2);
        var discarded =
                tool.run("dlq", "discard", name(letters.getFirst()), "--reason", "the partner has sent it anew");
        assertThat(discarded.exit()).as("%s", discarded).isZero();
        eventually(() -> assertThat(hotel.events(log, RequestRejected.class))
                .extracting(RequestRejected::getCode)
                .containsExactly("booking_not_found"));
        assertThat(open(hotel)).isEmpty();
    }

    @Test
    void an_order_is_carried_out_once_though_the_service_is_killed_in_the_middle() throws InterruptedException {
        var hotel = TestHotel.open(staylog, "killed", 50);
        var requests = new ArrayList<BookingRequested>();
        for (int i = 0; i < 10; i++) {
            requests.add(hotel.request(FLEX, 30, 32, GOOD));
            broken(hotel, requests.getLast());
        }
        var letters = awaitLetters(hotel, requests.size());
        for (int i = 0; i < requests.size(); i++) {
            var ordered = tool.runWith(
                    json(requests.get(i)),
                    "dlq",
                    "edit",
                    name(letters.get(i)),
                    "--type",
                    "BookingRequested",
                    "--reason",
                    "mended",
                    "--timeout",
                    "0ms");
            assertThat(ordered.exit()).as("%s", ordered).isIn(0, 4);
            if (i == requests.size() / 2) {
                staylog.killAndRestart(Part.BOOKING);
            }
        }
        var expected = requests.stream().map(BookingRequested::getBookingId).toList();
        eventually(() -> assertThat(open(hotel)).isEmpty());
        assertThat(hotel.events(log, BookingConfirmed.class))
                .extracting(BookingConfirmed::getBookingId)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void the_doctor_accounts_for_every_record_that_came_in() {
        var hotel = TestHotel.open(staylog, "sum", 5);
        broken(hotel, hotel.request(FLEX, 30, 32, GOOD));
        awaitLetters(hotel, 1);
        hotel.booked(FLEX, 30, 32);
        eventually(() -> assertThat(tool.run("doctor").out())
                .containsPattern("OK +booking-service on booking.requests +[0-9]+ in = [0-9]+ decided")
                .containsPattern("OK +booking-service on payment.events +[0-9]+ in")
                .containsPattern("OK +payment-service on booking.events +[0-9]+ in"));
    }

    /** As if a connection had broken off. */
    private void broken(TestHotel hotel, BookingRequested request) {
        var bytes = log.encoded(Topics.BOOKING_REQUESTS, request);
        Log.done(log.write(Topics.BOOKING_REQUESTS, null, hotel.id(), Arrays.copyOf(bytes, bytes.length - 9)));
    }

    private static CancellationRequested cancellation(TestHotel hotel, UUID bookingId) {
        return new CancellationRequested(
                UUID.randomUUID(),
                hotel.id(),
                bookingId,
                CancellationReason.GUEST_REQUEST,
                null,
                new Actor(ActorType.CHANNEL, "test"));
    }

    private static String json(BookingRequested request) {
        var stay = request.getRoomStays().getFirst();
        return Http.JSON.writeValueAsString(Map.of(
                "requestId", request.getRequestId(),
                "hotelId", request.getHotelId(),
                "bookingId", request.getBookingId(),
                "ratePlanId", request.getRatePlanId(),
                "channel", request.getChannel().name(),
                "roomStays",
                        List.of(Map.of(
                                "roomTypeId", stay.getRoomTypeId(),
                                "arrivalDate", stay.getArrivalDate().toString(),
                                "departureDate", stay.getDepartureDate().toString())),
                "currency", request.getCurrency(),
                "paymentMethodToken", GOOD,
                "actor", Map.of("type", "CHANNEL", "id", "test")));
    }

    private List<JsonNode> awaitLetters(TestHotel hotel, int count) {
        eventually(() -> assertThat(open(hotel)).hasSize(count));
        return open(hotel);
    }

    private List<JsonNode> open(TestHotel hotel) {
        var run = tool.run("dlq", "list", "--topic", "booking.requests", "--hotel", hotel.id(), "--json");
        assertThat(run.exit()).as("%s", run).isZero();
        var letters = new ArrayList<JsonNode>();
        run.json().forEach(letters::add);
        return letters;
    }

    private static String name(JsonNode letter) {
        return letter.path("letter").asString();
    }

    private List<Class<? extends SpecificRecord>> typesOf(TestHotel hotel, UUID bookingId) {
        return hotel.events(log).stream()
                .filter(event -> event.getSchema().getField("bookingId") != null
                        && bookingId.equals(event.get(
                                event.getSchema().getField("bookingId").pos())))
                .<Class<? extends SpecificRecord>>map(SpecificRecord::getClass)
                .toList();
    }
}
