package io.staylog.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.cli.dataset.HotelReplay.Pace;
import io.staylog.cli.testing.TestStaylog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayingTest {
    private static final Pace PACE = new Pace(500, Duration.ofSeconds(1), Duration.ofMinutes(2));

    @TempDir
    Path directory;

    TestStaylog staylog;

    @BeforeEach
    void start() throws IOException {
        staylog = new TestStaylog(directory);
    }

    @AfterEach
    void stop() {
        staylog.close();
    }

    @Test
    void every_request_is_answered_once_and_a_second_run_asks_for_nothing() {
        var plans = plans(2_000);

        var first = new Replay(staylog.settings(), PACE).run(plans);
        var second = new Replay(staylog.settings(), PACE).run(plans);

        assertThat(first.sent()).isEqualTo(first.requests());
        assertThat(first.bookingsConfirmed()).isEqualTo(2_000);
        assertThat(first.rejected()).isEmpty();
        assertThat(second.sent()).isZero();
        assertThat(second.answeredBefore()).isEqualTo(first.requests());
        assertThat(staylog.bookings().decided()).isEqualTo(first.requests());
    }

    @Test
    void a_run_that_was_cut_off_is_taken_up_where_it_ended() {
        var plans = plans(2_000);
        var firstHalf = plans.stream()
                .map(plan -> new HotelPlan(
                        plan.hotel(), plan.requests().subList(0, plan.requests().size() / 2), plan.rowOfBooking()))
                .toList();

        var first = new Replay(staylog.settings(), PACE).run(firstHalf);
        var second = new Replay(staylog.settings(), PACE).run(plans);

        assertThat(second.answeredBefore()).isEqualTo(first.sent());
        assertThat(second.sent()).isEqualTo(second.requests() - first.sent());
        assertThat(second.bookingsConfirmed()).isEqualTo(2_000);
        assertThat(second.rejected()).isEmpty();
    }

    @Test
    void while_no_service_answers_it_waits_and_sends_again_under_the_same_ids() {
        staylog.bookings().close();
        var plans = plans(200);

        var run = CompletableFuture.supplyAsync(() -> new Replay(staylog.settings(), PACE).run(plans));
        await().atMost(1, TimeUnit.MINUTES).until(() -> staylog.repeatedRequests() > 0);
        staylog.startBookings();
        var summary = run.join();

        assertThat(summary.sentAgain()).isPositive();
        assertThat(summary.bookingsConfirmed()).isEqualTo(200);
        assertThat(staylog.bookings().decided()).isEqualTo(summary.requests());
    }

    @Test
    void a_broker_that_goes_away_and_comes_back_only_makes_it_wait() {
        var plans = plans(6_000);

        var run = CompletableFuture.supplyAsync(() -> new Replay(staylog.settings(), PACE).run(plans));
        await().atMost(1, TimeUnit.MINUTES).until(() -> staylog.bookings().decided() > 3_000);
        staylog.broker().kill();
        assertThat(run).as("the replay, when the broker is gone").isNotDone();
        staylog.broker().restart();
        var summary = run.join();

        assertThat(summary.bookingsConfirmed()).isEqualTo(6_000);
        assertThat(summary.rejected()).isEmpty();
    }

    private static List<HotelPlan> plans(int bookings) {
        var rows = DatasetFile.read(DatasetFiles.file("hotel_bookings.csv.gz")).subList(0, bookings);
        var order = ReplayOrder.of(rows);
        var capacity = Capacity.peak(rows, order);
        return Stream.of(DatasetHotel.values())
                .map(hotel -> HotelPlan.of(hotel, rows, order, capacity))
                .toList();
    }
}
