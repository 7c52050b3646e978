package io.staylog.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.planted.PlantedBug;
import io.staylog.booking.planted.PlantedWorld;
import io.staylog.booking.view.BookingView.Status;
import io.staylog.checker.rules.Finding;
import io.staylog.checker.rules.Invariant;
import io.staylog.checker.rules.Verdict;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.HotelRegistered;
import io.staylog.schemas.booking.Pricing;
import io.staylog.schemas.booking.RatePlanDefined;
import io.staylog.schemas.booking.RoomStayRequest;
import io.staylog.schemas.booking.RoomTypeDefined;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.common.Fee;
import io.staylog.schemas.common.FeeType;
import io.staylog.schemas.common.Guarantee;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The checker is believed because it is shown to fail: the real engine with the real rules, on a real broker, has one bug at a
 * time, each at a hotel of its own, and the checker must name what it breaks. The hotel without one must be found good.
 */
class PlantedBugsIT {
    private static final String GOOD = "hotel-without-a-bug";
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);
    private static final int ROOMS = 2;
    private static final int GUESTS = 5;

    @TempDir
    static Path home;

    private static PlantedWorld world;

    @BeforeAll
    static void begin() {
        world = new PlantedWorld(home);
    }

    @AfterAll
    static void end() {
        world.close();
    }

    private static void open(String hotelId) {
        var registered = UUID.randomUUID();
        world.ask(
                hotelId,
                registered,
                HotelRegistered.newBuilder()
                        .setRequestId(registered)
                        .setHotelId(hotelId)
                        .setName("Rio")
                        .setTimeZone("Europe/Lisbon")
                        .setCurrency("EUR")
                        .setBusinessDate(TODAY)
                        .build());
        var defined = UUID.randomUUID();
        world.ask(
                hotelId,
                defined,
                RoomTypeDefined.newBuilder()
                        .setRequestId(defined)
                        .setHotelId(hotelId)
                        .setRoomTypeId("double")
                        .setName("Double")
                        .setPhysicalCount(ROOMS)
                        .build());
        plan(hotelId, "free", Guarantee.NONE);
        plan(hotelId, "card", Guarantee.CARD);
    }

    private static void plan(String hotelId, String plan, Guarantee guarantee) {
        var id = UUID.randomUUID();
        world.ask(
                hotelId,
                id,
                RatePlanDefined.newBuilder()
                        .setRequestId(id)
                        .setHotelId(hotelId)
                        .setRatePlanId(plan)
                        .setName(plan)
                        .setPricing(Pricing.AGREED)
                        .setGuarantee(guarantee)
                        .setNoShowFee(new Fee(FeeType.FIXED, 0L))
                        .build());
    }

    private static UUID book(String hotelId, String plan) {
        var id = UUID.randomUUID();
        var bookingId = UUID.randomUUID();
        var stay = RoomStayRequest.newBuilder()
                .setRoomTypeId("double")
                .setArrivalDate(TODAY)
                .setDepartureDate(TODAY.plusDays(1))
                .setAdults(1)
                .setAgreedNightsMinor(List.of(10_000L))
                .build();
        world.ask(
                hotelId,
                id,
                BookingRequested.newBuilder()
                        .setRequestId(id)
                        .setHotelId(hotelId)
                        .setBookingId(bookingId)
                        .setRatePlanId(plan)
                        .setChannel(Channel.OTA)
                        .setRoomStays(List.of(stay))
                        .setCurrency("EUR")
                        .setPaymentMethodToken(plan.equals("card") ? "tok_ok" : null)
                        .build());
        return bookingId;
    }

    private static void bookAll(String hotelId) {
        for (int i = 0; i < GUESTS; i++) {
            book(hotelId, "free");
        }
    }

    private static Set<Invariant> broken(Verdict verdict) {
        return Arrays.stream(Invariant.values())
                .filter(it -> verdict.findings().count(it) > 0)
                .collect(Collectors.toSet());
    }

    private static Verdict mustFind(PlantedBug bug) throws InterruptedException {
        var verdict = world.look(bug.hotelId());
        System.out.println("PlantedBugsIT: " + bug + ": " + broken(verdict) + " " + verdict.figures());
        assertThat(verdict.isGood()).isFalse();
        assertThat(broken(verdict)).as(bug.toString()).containsAll(bug.breaks());
        bug.breaks()
                .forEach(invariant -> assertThat(verdict.findings().earliest(invariant))
                        .first()
                        .extracting(Finding::message)
                        .asString()
                        .isNotBlank());
        return verdict;
    }

    @Test
    void without_a_bug_everything_holds_though_a_commit_fails_and_rooms_run_out() throws InterruptedException {
        try (var engine = world.start(null);
                var view = world.view("read_committed")) {
            open(GOOD);
            var anna = book(GOOD, "free");
            assertThat(view.show(GOOD, anna).status()).isEqualTo(Status.CONFIRMED);
            engine.failAtCommit();
            bookAll(GOOD);
            world.garbage(GOOD);
            world.awaitEvents(GOOD, "RequestRejected", GUESTS - ROOMS + 1);
        }
        var verdict = world.look(GOOD);
        System.out.println("PlantedBugsIT: " + GOOD + ": " + broken(verdict) + " " + verdict.figures());
        for (var invariant : Invariant.values()) {
            assertThat(verdict.findings().earliest(invariant))
                    .as(invariant.says())
                    .isEmpty();
        }
        assertThat(Set.of(Invariant.R1, Invariant.R2, Invariant.R3, Invariant.R4, Invariant.R8, Invariant.R9))
                .allSatisfy(it -> assertThat(verdict.findings().looks(it))
                        .as("%s was looked at", it)
                        .isPositive());
        assertThat(verdict.figures().soldOut()).as("that it was full").isEqualTo(1);
        assertThat(verdict.figures().oversold()).isZero();
        assertThat(verdict.figures().aborted()).as("what was never committed").isPositive();
        assertThat(verdict.counts().deadLetters()).isEqualTo(1);
        assertThat(verdict.figures().lettersAccounted()).isEqualTo(1);
    }

    @Test
    void at_least_once_lets_an_owner_write_that_is_none_any_more() throws InterruptedException {
        var bug = PlantedBug.AT_LEAST_ONCE;
        try (var sleeper = world.start(bug)) {
            open(bug.hotelId());
            book(bug.hotelId(), "free");
            world.awaitEvents(bug.hotelId(), "BookingConfirmed", 1);
            sleeper.freezeBeforeWriting();
            book(bug.hotelId(), "free");
            sleeper.awaitFrozen();
            try (var _ = world.start(bug)) {
                world.awaitEvents(bug.hotelId(), "BookingConfirmed", 2);
                sleeper.thaw();
                world.awaitEvents(bug.hotelId(), "BookingConfirmed", 3);
            }
        }
        assertThat(mustFind(bug).figures().doubled()).isPositive();
    }

    @Test
    void state_that_is_kept_after_an_abort_takes_what_never_happened_for_answered() throws InterruptedException {
        var bug = PlantedBug.STATE_KEPT_AFTER_AN_ABORT;
        try (var engine = world.start(bug)) {
            open(bug.hotelId());
            book(bug.hotelId(), "free");
            world.awaitEvents(bug.hotelId(), "BookingConfirmed", 1);
            engine.failAtCommit();
            book(bug.hotelId(), "free");
            engine.awaitFailed();
            mustFind(bug);
        }
    }

    @Test
    void an_event_that_the_state_ignores_oversells() throws InterruptedException {
        assertThat(oversold(PlantedBug.EVENT_IGNORED_BY_EVOLVE)).isEqualTo(GUESTS - ROOMS);
    }

    @Test
    void a_picture_that_is_old_oversells() throws InterruptedException {
        assertThat(oversold(PlantedBug.SOLD_BY_A_STALE_PICTURE)).isPositive();
    }

    @Test
    void a_capacity_that_nobody_looks_at_oversells() throws InterruptedException {
        assertThat(oversold(PlantedBug.CAPACITY_IGNORED)).isEqualTo(GUESTS - ROOMS);
    }

    private static long oversold(PlantedBug bug) throws InterruptedException {
        try (var _ = world.start(bug)) {
            open(bug.hotelId());
            bookAll(bug.hotelId());
            world.awaitEvents(bug.hotelId(), "BookingConfirmed", ROOMS + 1);
            return mustFind(bug).figures().oversold();
        }
    }

    @Test
    void what_is_skipped_without_a_letter_has_no_outcome() throws InterruptedException {
        var bug = PlantedBug.SKIPPED_WITHOUT_A_LETTER;
        try (var _ = world.start(bug)) {
            open(bug.hotelId());
            world.garbage(bug.hotelId());
            book(bug.hotelId(), "free");
            world.awaitEvents(bug.hotelId(), "BookingConfirmed", 1);
            assertThat(mustFind(bug).counts().unreadable()).isEqualTo(1);
        }
    }

    @Test
    void a_clock_that_jumps_ends_holds_before_their_time() throws InterruptedException {
        var bug = PlantedBug.CLOCK_THAT_JUMPS;
        try (var _ = world.start(bug)) {
            open(bug.hotelId());
            book(bug.hotelId(), "card");
            world.awaitEvents(bug.hotelId(), "BookingHeld", 1);
            world.jump(30);
            world.awaitEvents(bug.hotelId(), "HoldExtended", 1);
            world.jump(20);
            world.awaitEvents(bug.hotelId(), "BookingExpired", 1);
            mustFind(bug);
        } finally {
            world.clockIsRight();
        }
    }

    @Test
    void a_view_that_reads_what_is_not_committed_shows_what_never_was() throws InterruptedException {
        var bug = PlantedBug.VIEW_OF_WHAT_IS_NOT_COMMITTED;
        try (var engine = world.start(bug);
                var view = world.view("read_uncommitted")) {
            open(bug.hotelId());
            book(bug.hotelId(), "free");
            world.awaitEvents(bug.hotelId(), "BookingConfirmed", 1);
            engine.freezeBeforeCommitting();
            engine.failAtCommit();
            var bela = book(bug.hotelId(), "free");
            engine.awaitFrozen();
            view.show(bug.hotelId(), bela);
            engine.thaw();
            world.awaitEvents(bug.hotelId(), "BookingConfirmed", 2);
            mustFind(bug);
        }
    }
}
