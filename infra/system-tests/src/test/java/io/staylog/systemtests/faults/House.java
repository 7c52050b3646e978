package io.staylog.systemtests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;

/** A hotel with so few rooms for so few nights that guests are turned away. */
record House(String id, LocalDate today) {
    static final String ROOM = "DBL";
    static final int ROOMS = 6;
    static final int NIGHTS = 12;
    static final List<String> PLANS = List.of("FLEX", "CARD", "PREPAID");

    private static final String ZONE = "Europe/Lisbon";
    private static final int GROSS_MINOR = 10_000;
    // Whose card is declined keeps the room for so long, and the run must see how that ends.
    private static final int HOLD_S = 90;
    private static final int HOLD_GRACE_S = 45;
    private static final int WHOLE_BPS = 10_000;

    /** As many in each partition. */
    static List<House> inEach(int partitions, int each) {
        var houses = new ArrayList<House>();
        var today = LocalDate.now(ZoneId.of(ZONE));
        for (int partition = 0; partition < partitions; partition++) {
            for (int number = 0, found = 0; found < each; number++) {
                var id = "house-" + number;
                var house = new House(id, today);
                if (house.partition(partitions) == partition) {
                    houses.add(house);
                    found++;
                }
            }
        }
        return houses;
    }

    /** Where its records are, of so many. */
    int partition(int partitions) {
        return Utils.toPositive(Utils.murmur2(id.getBytes(UTF_8))) % partitions;
    }

    LocalDate day(int fromToday) {
        return today.plusDays(fromToday);
    }

    /** Registers it, with rooms, rate plans and prices. */
    void open(Door booking) throws IOException, InterruptedException {
        put(
                booking,
                "",
                Map.of(
                        "name",
                        id,
                        "timeZone",
                        ZONE,
                        "currency",
                        "EUR",
                        "businessDate",
                        today,
                        "holdSeconds",
                        HOLD_S,
                        "holdGraceSeconds",
                        HOLD_GRACE_S));
        put(booking, "/room-types/" + ROOM, Map.of("name", "Double", "physicalCount", ROOMS));
        plan(booking, "FLEX", "NONE", fee("NIGHTS", 1));
        plan(booking, "CARD", "CARD", fee("NIGHTS", 1));
        plan(booking, "PREPAID", "PREPAYMENT", fee("PERCENT_BPS", WHOLE_BPS));
        for (var plan : PLANS) {
            put(
                    booking,
                    "/prices",
                    Map.of(
                            "ratePlanId",
                            plan,
                            "roomTypeId",
                            ROOM,
                            "from",
                            today,
                            "to",
                            day(NIGHTS),
                            "currency",
                            "EUR",
                            "grossMinor",
                            GROSS_MINOR));
        }
    }

    private void plan(Door booking, String plan, String guarantee, Map<String, Object> fee)
            throws IOException, InterruptedException {
        var tier = Map.of("hoursBeforeArrival", 24, "fee", fee);
        put(
                booking,
                "/rate-plans/" + plan,
                Map.of(
                        "name",
                        plan,
                        "pricing",
                        "CALENDAR",
                        "guarantee",
                        guarantee,
                        "cancellationTiers",
                        List.of(tier),
                        "noShowFee",
                        fee));
    }

    private static Map<String, Object> fee(String type, int value) {
        return Map.of("type", type, "value", value);
    }

    private void put(Door booking, String path, Object body) throws IOException, InterruptedException {
        booking.done("PUT", "/v1/hotels/" + id + path, body);
    }
}
