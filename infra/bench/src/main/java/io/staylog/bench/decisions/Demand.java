package io.staylog.bench.decisions;

import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.CancellationTierTemplate;
import io.staylog.schemas.booking.HotelRegistered;
import io.staylog.schemas.booking.PricesSet;
import io.staylog.schemas.booking.Pricing;
import io.staylog.schemas.booking.RatePlanDefined;
import io.staylog.schemas.booking.RoomStayRequest;
import io.staylog.schemas.booking.RoomTypeDefined;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.common.Fee;
import io.staylog.schemas.common.FeeType;
import io.staylog.schemas.serde.EventSerializer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The requests that are decided: hotels that are set up, and then bookings, drawn evenly over the hotels, their days and one to
 * four nights. Nothing is ever sold out, so that each request is decided alike.
 */
public final class Demand {
    /** Where requests are read from. */
    static final String REQUESTS = Topics.BOOKING_REQUESTS.name();

    /** How many hotels there are where nobody says otherwise. */
    static final int HOTELS = 500;

    private static final List<String> TYPES = List.of("single", "double", "twin", "suite");
    private static final String PLAN = "flexible";
    private static final int ROOMS = 250;
    private static final int DAYS = 180;
    private static final int NIGHTS_MAX = 4;
    private static final long NIGHT_MINOR = 12_900;
    private static final long MORE_PER_TYPE_MINOR = 2_000;
    private static final String CURRENCY = "EUR";
    private static final String SOURCE = "booking-service/http";

    private final Workload workload;
    private final int hotels;
    private final Random random;
    private final LocalDate opens;
    private final EventSerializer serializer;

    /**
     * Always the same for the same seed.
     *
     * @param opens the business date of all hotels
     */
    public Demand(Workload workload, int hotels, long seed, LocalDate opens, EventSerializer serializer) {
        this.workload = workload;
        this.hotels = hotels;
        this.random = new Random(seed);
        this.opens = opens;
        this.serializer = serializer;
    }

    /** How many requests set the hotels up. */
    static int facts() {
        return HOTELS * (2 + 2 * TYPES.size());
    }

    /** The requests that set a hotel up. */
    public List<ProducerRecord<byte[], byte[]>> hotel(int number) {
        var hotel = hotelId(number);
        var facts = new ArrayList<SpecificRecord>();
        facts.add(new HotelRegistered(
                id(),
                hotel,
                "Hotel " + number,
                "Europe/Lisbon",
                CURRENCY,
                opens,
                "15:00",
                600,
                730,
                366,
                900,
                300,
                "",
                "",
                "",
                "INV",
                "CRN",
                List.of()));
        var tiers = List.of(new CancellationTierTemplate(48, new Fee(FeeType.NIGHTS, 1L)));
        facts.add(new RatePlanDefined(
                id(),
                hotel,
                PLAN,
                "Flexible",
                Pricing.CALENDAR,
                workload.guarantee(),
                10_000,
                tiers,
                new Fee(FeeType.NIGHTS, 1L)));
        for (var type : TYPES) {
            facts.add(new RoomTypeDefined(id(), hotel, type, type, ROOMS, 2));
            facts.add(new PricesSet(
                    id(), hotel, PLAN, type, opens, opens.plusDays(DAYS + NIGHTS_MAX + 1), CURRENCY, price(type), 127));
        }
        return facts.stream().map(fact -> record(hotel, fact)).toList();
    }

    /** The next request for a room. */
    public ProducerRecord<byte[], byte[]> booking() {
        var hotel = hotelId(random.nextInt(hotels));
        var type = TYPES.get(random.nextInt(TYPES.size()));
        var arrival = opens.plusDays(random.nextInt(DAYS));
        int nights = 1 + random.nextInt(NIGHTS_MAX);
        var stay = new RoomStayRequest(
                type, arrival, arrival.plusDays(nights), 1 + random.nextInt(2), List.of(), null, false);
        var guest = id();
        boolean byCard = workload == Workload.PAID_BY_CARD;
        return record(
                hotel,
                new BookingRequested(
                        id(),
                        hotel,
                        id(),
                        PLAN,
                        Channel.DIRECT_WEB,
                        null,
                        guest,
                        List.of(stay),
                        CURRENCY,
                        nights * price(type),
                        byCard ? "tok_" + Long.toString(random.nextLong(1L << 40), 36) : null,
                        new Actor(ActorType.GUEST, guest.toString())));
    }

    private static long price(String type) {
        return NIGHT_MINOR + TYPES.indexOf(type) * MORE_PER_TYPE_MINOR;
    }

    /** Id of a hotel, from 0. */
    public static String hotelId(int number) {
        return "hotel-" + (1000 + number);
    }

    private UUID id() {
        // As random as the edge's own, but the same in each run with this seed.
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(high, low);
    }

    /** With the headers that the HTTP edge gives a request. */
    private ProducerRecord<byte[], byte[]> record(String hotel, SpecificRecord request) {
        var id = request.get(request.getSchema().getField("requestId").pos()).toString();
        var headers = EventHeaders.of(id, request.getSchema().getFullName(), SOURCE, Instant.now(), hotel);
        var key = hotel.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new ProducerRecord<>(REQUESTS, null, null, key, serializer.encode(REQUESTS, request), headers);
    }
}
