package io.staylog.systemtests.reference;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Plays the data set against the real rules, in this process. */
final class DeciderReplay {
    private final PublicData data;
    private final Map<String, HotelUnderTest> hotels = new TreeMap<>();
    private LocalDate today;

    private DeciderReplay(PublicData data, Capacity capacity) {
        this.data = data;
        today = data.steps().getFirst().date();
        for (var name : capacity.rooms().keySet()) {
            var hotel = new HotelUnderTest(name, today, capacity);
            Commands.setUp(name, today, capacity).forEach(command -> hotel.ask(command, Commands.atNight(today)));
            hotels.put(name, hotel);
        }
    }

    /** Plays everything. */
    static Result play(PublicData data, Capacity capacity) {
        var replay = new DeciderReplay(data, capacity);
        data.steps().forEach(replay::play);
        return replay.finish();
    }

    /** As {@link #play}, with some restarts on the way. */
    static Result playWithRestarts(PublicData data, Capacity capacity, RandomGenerator random, int restarts) {
        var replay = new DeciderReplay(data, capacity);
        var steps = data.steps();
        var at = random.ints(restarts, 0, steps.size()).sorted().toArray();
        int from = 0;
        for (int to : at) {
            steps.subList(from, to).forEach(replay::play);
            replay.hotels.values().forEach(HotelUnderTest::restart);
            from = to;
        }
        steps.subList(from, steps.size()).forEach(replay::play);
        return replay.finish();
    }

    private void play(Step step) {
        while (today.isBefore(step.date())) {
            closeDay();
        }
        var row = data.rows().get(step.row());
        var hotel = hotels.get(row.hotel());
        if (!hotel.isRefused(row.bookingId())) {
            hotel.ask(Commands.of(step, row), Commands.at(step));
        }
    }

    private void closeDay() {
        hotels.forEach((name, hotel) -> hotel.ask(Commands.close(name, today), Commands.atNight(today)));
        today = today.plusDays(1);
    }

    private Result finish() {
        closeDay();
        hotels.values().forEach(HotelUnderTest::checkLog);
        var totals = new TreeMap<String, HotelTotals>();
        hotels.forEach((name, hotel) -> totals.put(name, hotel.totals()));
        List<Outcome> outcomes = data.rows().stream()
                .map(row -> outcome(row.hotel(), row.bookingId()))
                .toList();
        return new Result(outcomes, totals);
    }

    private Outcome outcome(String hotel, UUID bookingId) {
        return hotels.get(hotel).outcome(bookingId);
    }
}
