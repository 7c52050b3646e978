package io.staylog.cli.dataset;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.Settings;
import io.staylog.cli.dataset.HotelReplay.Pace;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.ProgressLine;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Replays hotels side by side: first reads what is decided already, then sends the rest. */
final class Replay {
    // A broker may be away for long; the producer must outlast it, or the order of what it holds would be lost.
    private static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(30);
    private static final long SHOW_EVERY_MS = 500;

    private final Settings settings;
    private final Pace pace;

    Replay(Settings settings, Pace pace) {
        this.settings = settings;
        this.pace = pace;
    }

    /** Replays the plans and returns when every request is answered. */
    ReplaySummary run(List<HotelPlan> plans) {
        var serializer = new EventSerializer(new SchemaRegistry(settings.registry())).preload(Topics.BOOKING_REQUESTS);
        var outcomes = new HashMap<String, HotelOutcomes>();
        plans.forEach(plan -> outcomes.put(plan.hotel().hotelId(), new HotelOutcomes(plan)));
        try (var follower = new OutcomeFollower(settings, outcomes);
                var producer = new KafkaClients(settings).producer(DELIVERY_TIMEOUT)) {
            catchUp(follower);
            var replays = new ArrayList<HotelReplay>();
            for (var plan : plans) {
                var hotel = outcomes.get(plan.hotel().hotelId());
                if (hotel != null) {
                    replays.add(new HotelReplay(plan, hotel, producer, serializer, pace));
                }
            }
            long begin = System.nanoTime();
            runAll(replays, producer);
            var elapsed = Duration.ofNanos(System.nanoTime() - begin);
            return ReplaySummary.of(replays, List.copyOf(outcomes.values()), elapsed, settings.home());
        }
    }

    private void catchUp(OutcomeFollower follower) {
        try {
            follower.start().get(pace.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw Failure.unreachable("cannot read what was decided before: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw Failure.unreachable(
                    "Kafka gave no answer for " + pace.patience().toMinutes() + " minutes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.unknown("interrupted; run the same command again to go on");
        }
    }

    private static void runAll(List<HotelReplay> replays, KafkaProducer<?, ?> producer) {
        var all = started(replays);
        long total = replays.stream()
                .mapToLong(replay -> replay.plan().requests().size())
                .sum();
        var progress = new ProgressLine("replay", total);
        try {
            show(all, replays, progress);
        } finally {
            progress.end();
        }
        producer.flush();
    }

    /** Done when all are; the first failure ends the program, and the other hotel's work is not lost: it is on the log. */
    private static CompletableFuture<Void> started(List<HotelReplay> replays) {
        var all = new CompletableFuture<Void>();
        var open = new AtomicInteger(replays.size());
        for (var replay : replays) {
            var thread = new Thread(
                    () -> run(replay, open, all), replay.plan().hotel().hotelId());
            thread.setDaemon(true);
            thread.start();
        }
        return all;
    }

    private static void run(HotelReplay replay, AtomicInteger open, CompletableFuture<Void> all) {
        try {
            replay.run();
            if (open.decrementAndGet() == 0) {
                all.complete(null);
            }
        } catch (RuntimeException | Error e) {
            all.completeExceptionally(e);
        }
    }

    private static void show(CompletableFuture<Void> all, List<HotelReplay> replays, ProgressLine progress) {
        while (true) {
            try {
                all.get(SHOW_EVERY_MS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                progress.show(replays.stream().mapToLong(HotelReplay::position).sum(), details(replays));
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Failure.unknown("interrupted; run the same command again to go on");
            }
        }
    }

    private static String details(List<HotelReplay> replays) {
        var details = new StringBuilder();
        for (var replay : replays) {
            details.append(replay.plan().hotel().hotelId())
                    .append(' ')
                    .append(replay.plan().dateAt(replay.position()))
                    .append("  ");
        }
        return details.toString().stripTrailing();
    }
}
