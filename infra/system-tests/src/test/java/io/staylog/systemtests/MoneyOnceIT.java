package io.staylog.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.local.Part;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.RoomStayRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * Thousands of payments of all kinds while the bank disturbs one call in ten and payment-service is killed every few seconds:
 * nobody is charged twice, nothing is charged for nobody, and bank and books say the same.
 *
 * <p>{@code -Dpayments=20000 -Dseed=1 -Drate=100} makes it as large as it is meant to be; each run prints its seed.
 */
@Order(6)
@ExtendWith(Staylog.Extension.class)
class MoneyOnceIT {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int PAYMENTS = Integer.getInteger("payments", 2_000);
    private static final int PER_SECOND = Integer.getInteger("rate", 30);
    private static final double DISTURBED = Double.parseDouble(System.getProperty("disturbed", "0.1"));
    private static final int HOTELS = 8;
    private static final int ROOMS = 100_000;
    private static final int KILLS_MIN = 3;
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration LOAD_WITHIN = Duration.ofMinutes(30);
    private static final String QUIET_WITHIN = System.getProperty("quiet", "10m");

    private final Random random = new Random(SEED);
    private int kills;

    @Test
    void nobody_is_charged_twice_and_nothing_is_charged_for_nobody(Staylog staylog) throws Exception {
        System.out.printf(
                "MoneyOnceIT: -Dseed=%d -Dpayments=%d -Drate=%d -Ddisturbed=%s%n",
                SEED, PAYMENTS, PER_SECOND, DISTURBED);
        var hotels = new LinkedHashMap<String, TestHotel>();
        IntStream.range(0, HOTELS)
                .mapToObj(_ -> TestHotel.open(staylog, "money", ROOMS))
                .forEach(hotel -> hotels.put(hotel.id(), hotel));
        try (var log = staylog.log()) {
            disturb(staylog, DISTURBED);
            play(staylog, log, hotels);
        } finally {
            disturb(staylog, 0);
        }
        judge(staylog, hotels);
    }

    private void disturb(Staylog staylog, double rate) {
        if (rate > 0) {
            staylog.bank().put("/v1/faults", Map.of("seed", SEED, "rate", rate)).expect(200);
        } else {
            var answer = staylog.bank().get("/v1/faults");
            System.out.println("MoneyOnceIT: what the bank did to calls: " + answer.text());
            staylog.bank().send("DELETE", "/v1/faults", null, Map.of());
        }
    }

    private void play(Staylog staylog, Log log, Map<String, TestHotel> hotels) throws Exception {
        var people = new GuestsAndStaff(SEED, log, hotels);
        var topics = List.of(Topics.BOOKING_EVENTS, Topics.PAYMENT_EVENTS);
        try (var follower = new Follower(staylog, topics, people::hear)) {
            // Not on the common pool, which has one thread on two cores: HTTP answers and ends of processes need it
            // too.
            var load = CompletableFuture.runAsync(
                    () -> book(log, List.copyOf(hotels.values()), people), Thread::startVirtualThread);
            var kills = new Random(SEED + 1);
            long end = System.nanoTime() + LOAD_WITHIN.toNanos();
            while ((!load.isDone()
                            || this.kills < KILLS_MIN
                            || follower.silence().compareTo(SILENCE) < 0)
                    && System.nanoTime() < end) {
                if (!load.isDone() || this.kills < KILLS_MIN) {
                    LockSupport.parkNanos(
                            Duration.ofMillis(2_000 + kills.nextInt(3_000)).toNanos());
                    staylog.killAndRestart(Part.PAYMENT);
                    this.kills++;
                } else {
                    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                }
            }
            load.get();
        }
        System.out.println("MoneyOnceIT: asked beside: " + people.done());
    }

    private void book(Log log, List<TestHotel> hotels, GuestsAndStaff people) {
        long begin = System.nanoTime();
        for (int i = 0; i < PAYMENTS; i++) {
            long due = begin + i * Duration.ofSeconds(1).toNanos() / PER_SECOND;
            LockSupport.parkNanos(due - System.nanoTime());
            var hotel = hotels.get(random.nextInt(hotels.size()));
            boolean isToday = random.nextBoolean();
            int arrival = isToday ? 0 : 10 + random.nextInt(100);
            var stay = new RoomStayRequest(
                    TestHotel.DOUBLE,
                    hotel.day(arrival),
                    hotel.day(arrival + 1 + random.nextInt(3)),
                    1,
                    List.of(),
                    null,
                    false);
            var plan = random.nextInt(100) < 60 ? TestHotel.PREPAID : TestHotel.CARD;
            var request = hotel.request(plan, stay, Tokens.any(random));
            people.expect(request.getBookingId(), isToday);
            var _ = log.ask(hotel.id(), request);
            if (random.nextInt(100) < 3) {
                var _ = log.ask(hotel.id(), GuestsAndStaff.cancellation(hotel, request.getBookingId()));
            }
        }
    }

    private void judge(Staylog staylog, Map<String, TestHotel> hotels) {
        var arguments = new java.util.ArrayList<String>(List.of(
                "verify",
                "--json",
                "--projections",
                "--wait-quiet=" + QUIET_WITHIN,
                "--reporting-url=" + staylog.settings().url(Part.REPORTING),
                "--bank-url=" + staylog.settings().bankUrl()));
        hotels.keySet().forEach(id -> arguments.add("--hotel=" + id));
        var run = new Tool(staylog).run(arguments.toArray(String[]::new));
        System.out.println("MoneyOnceIT: " + run.err().lines().reduce("", (_, last) -> last));
        var verdict = run.json();
        System.out.println("MoneyOnceIT: kills -9: " + kills);
        for (var part : List.of("figures", "money", "disturbedCalls", "attentionList")) {
            System.out.println("MoneyOnceIT: " + part + ": " + verdict.get(part));
        }
        verdict.get("invariants").forEach(row -> System.out.println("MoneyOnceIT: " + row));
        var findings =
                verdict.get("findings").valueStream().map(JsonNode::toString).toList();
        assertThat(findings).isEmpty();
        assertThat(run.exit()).isZero();
        var figures = verdict.get("figures");
        assertThat(figures.get("payments").asInt()).isGreaterThanOrEqualTo(PAYMENTS * 9 / 10);
        assertThat(figures.get("doubleCharges").asInt()).isZero();
        assertThat(figures.get("orphanCharges").asInt()).isZero();
        assertThat(figures.get("unknownAndNotOnTheList").asInt()).isZero();
        assertThat(figures.get("oversoldRoomNights").asInt()).isZero();
        assertThat(figures.get("illegalTransitions").asInt()).isZero();
        assertThat(figures.get("doubled").asInt()).isZero();
        assertThat(figures.get("stuck").asInt()).isZero();
        assertThat(figures.get("deadLettersAccounted")).isEqualTo(figures.get("deadLetters"));
        verdict.get("invariants").forEach(row -> {
            boolean isLookedAt = List.of("R2", "R3", "R4", "R5", "R6", "R7", "R10", "R12")
                    .contains(row.get("id").asString());
            assertThat(isLookedAt && row.get("looks").asLong() == 0)
                    .as("not looked at: %s", row)
                    .isFalse();
        });
        verdict.get("money")
                .forEach(row -> assertThat(row.get("same").asBoolean())
                        .as("bank and books of %s", row)
                        .isTrue());
        assertThat(kills).isGreaterThanOrEqualTo(KILLS_MIN);
    }

    /** Cards, most of them good. */
    private static final class Tokens {
        private static final List<String> ODD = List.of(
                "tok_timeout_then_approved",
                "tok_timeout_then_declined",
                "tok_timeout_never_executed_1",
                "tok_5xx_1",
                "tok_slow_300",
                "tok_decline_generic",
                "tok_decline_insufficient",
                "tok_decline_lost",
                "tok_decline_expired",
                "tok_cvc",
                "tok_capture_timeout_then_approved",
                "tok_capture_5xx_1",
                "tok_capture_fails",
                "tok_refund_timeout_then_approved",
                "tok_refund_fails",
                "tok_void_slow_300",
                "tok_void_timeout_then_approved",
                "tok_decline_do_not_honor",
                "tok_decline_issuer_unavailable_1",
                "tok_3ds_ok_300",
                "tok_3ds_abandon_500",
                "tok_refund_pending_500",
                "tok_refund_fails_later_500",
                "tok_dispute_won_500",
                "tok_dispute_lost_500",
                "tok_capture_fails_later_500");

        static String any(Random random) {
            return random.nextInt(100) < 60 ? TestHotel.GOOD : ODD.get(random.nextInt(ODD.size()));
        }

        private Tokens() {}
    }
}
