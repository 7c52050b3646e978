package io.staylog.systemtests;

import static io.staylog.systemtests.TestHotel.FLEX;
import static io.staylog.systemtests.TestHotel.GOOD;
import static io.staylog.systemtests.TestHotel.PREPAID;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.local.Part;
import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.PaymentCaptured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Figures about the way to the bank: {@code -Dbench=true} prints how many calls a second it takes and what CPU a call costs at
 * several latencies of the bank, and how long bookings without payment take while the bank hangs, beside while it does not.
 */
@Order(8)
@ExtendWith(Staylog.Extension.class)
@EnabledIfSystemProperty(
        named = "bench",
        matches = "true",
        disabledReason = "figures are taken with -Dbench=true, on a machine with nothing else to do")
class BankBenchIT {
    private static final int ROOMS = 100_000;
    private static final int[] LATENCIES_MS = {1, 50, 500};
    private static final int WARM_UP = 500;
    private static final int CALLS = Integer.getInteger("calls", 3_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 4);
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final int BOOKINGS_PER_SECOND = 20;
    private static final double SLOWER_MAX = 3.0;

    @Test
    void calls_a_second_and_cpu_a_call_at_each_latency(Staylog staylog) {
        try (var log = staylog.log()) {
            var hotels = List.of(
                    TestHotel.open(staylog, "bench", ROOMS),
                    TestHotel.open(staylog, "bench", ROOMS),
                    TestHotel.open(staylog, "bench", ROOMS),
                    TestHotel.open(staylog, "bench", ROOMS));
            var captured = new AtomicInteger();
            try (var _ = new Follower(staylog, List.of(Topics.PAYMENT_EVENTS), event -> {
                if (event.value() instanceof PaymentCaptured) {
                    captured.incrementAndGet();
                }
            })) {
                pay(log, hotels, captured, WARM_UP);
                System.out.println("BankBenchIT: latency ms | calls | calls/s | CPU ms a call: payment-service | bank");
                for (int latency : LATENCIES_MS) {
                    slow(staylog, latency);
                    measure(staylog, log, hotels, captured, latency);
                }
            } finally {
                staylog.bank().send("DELETE", "/v1/faults", null, Map.of());
            }
        }
    }

    private static void slow(Staylog staylog, int latencyMs) {
        staylog.bank()
                .put("/v1/faults", Map.of("seed", 1, "rate", 1, "kinds", List.of("delay"), "delayMs", latencyMs))
                .expect(200);
    }

    private static void measure(
            Staylog staylog, Log log, List<TestHotel> hotels, AtomicInteger captured, int latencyMs) {
        long payment = cpuMs(staylog, Part.PAYMENT);
        long bank = cpuMs(staylog, Part.BANK);
        long begin = System.nanoTime();
        pay(log, hotels, captured, CALLS);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "BankBenchIT: %10d | %5d | %7.0f | %.2f | %.2f%n",
                latencyMs,
                CALLS,
                CALLS / seconds,
                (double) (cpuMs(staylog, Part.PAYMENT) - payment) / CALLS,
                (double) (cpuMs(staylog, Part.BANK) - bank) / CALLS);
    }

    /** Asks for so many prepaid stays at once and waits until all are paid: one call of the bank each. */
    private static void pay(Log log, List<TestHotel> hotels, AtomicInteger captured, int payments) {
        int wanted = captured.get() + payments;
        for (int i = 0; i < payments; i++) {
            var hotel = hotels.get(i % hotels.size());
            var _ = log.ask(hotel.id(), hotel.request(PREPAID, 10, 11, GOOD));
        }
        Books.await().atMost(Duration.ofMinutes(5)).until(() -> captured.get() >= wanted);
    }

    private static long cpuMs(Staylog staylog, Part part) {
        return ProcessHandle.of(staylog.stack().part(part).pid())
                .flatMap(it -> it.info().totalCpuDuration())
                .orElseThrow()
                .toMillis();
    }

    /** Rounds with and without a bank take turns, so that whatever else the machine does meets both. */
    @Test
    void bookings_without_payment_do_not_notice_a_bank_that_hangs(Staylog staylog) throws Exception {
        var free = TestHotel.open(staylog, "unpaid", ROOMS);
        var paid = TestHotel.open(staylog, "paid", ROOMS);
        var with = new ArrayList<Double>();
        var without = new ArrayList<Double>();
        try (var log = staylog.log()) {
            round(free, paid, log); // So that everything has been done once.
            for (int i = 0; i < ROUNDS; i++) {
                with.addAll(round(free, paid, log));
                staylog.bank()
                        .put("/v1/outage", Map.of("kind", "hang", "ms", 600_000))
                        .expect(200);
                without.addAll(round(free, paid, log));
                staylog.bank().send("DELETE", "/v1/outage", null, Map.of());
            }
        } finally {
            staylog.bank().send("DELETE", "/v1/outage", null, Map.of());
        }
        double slower = at(without, 0.99) / at(with, 0.99);
        System.out.println("BankBenchIT: bookings without payment, ms over HTTP | n | p50 | p90 | p99");
        print("the bank answers", with);
        print("the bank hangs", without);
        System.out.printf("BankBenchIT: p99 while it hangs / while it answers: %.2f%n", slower);
        assertThat(slower).as("how much slower the slowest bookings are").isLessThan(SLOWER_MAX);
    }

    private static List<Double> round(TestHotel free, TestHotel paid, Log log) throws InterruptedException {
        var took = new ConcurrentLinkedQueue<Double>();
        var failed = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime();
            long step = Duration.ofSeconds(1).toNanos() / BOOKINGS_PER_SECOND;
            for (long due = begin; due < begin + ROUND.toNanos(); due += step) {
                LockSupport.parkNanos(due - System.nanoTime());
                var _ = log.ask(paid.id(), paid.request(PREPAID, 10, 11, GOOD));
                var _ = threads.submit(() -> {
                    long from = System.nanoTime();
                    if (free.book(FLEX, 10, 11, GOOD).status() == 201) {
                        took.add((System.nanoTime() - from) / 1e6);
                    } else {
                        failed.set(true);
                    }
                });
            }
        }
        assertThat(failed).as("a booking without payment has failed").isFalse();
        return List.copyOf(took);
    }

    private static double at(List<Double> all, double share) {
        var sorted = all.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(Math.ceil(share * sorted.size()) - 1)));
    }

    private static void print(String what, List<Double> all) {
        System.out.printf(
                "BankBenchIT: %s | %d | %.1f | %.1f | %.1f%n",
                what, all.size(), at(all, 0.5), at(all, 0.9), at(all, 0.99));
    }
}
