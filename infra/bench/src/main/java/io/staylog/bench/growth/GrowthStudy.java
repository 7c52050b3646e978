package io.staylog.bench.growth;

import io.staylog.bench.Bench;
import io.staylog.bench.Report;
import io.staylog.bench.Study;
import io.staylog.bench.load.BenchHotels;
import io.staylog.bench.load.Past;
import io.staylog.bench.load.RequestWriter;
import io.staylog.bench.stack.BenchStack;
import io.staylog.bench.stack.LogFacts;
import io.staylog.local.LocalSettings;
import io.staylog.local.Part;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** What becomes of each figure when the past is ten and a hundred times as long. */
public final class GrowthStudy implements Study {
    private static final LocalDate OPENING = LocalDate.of(2018, 1, 1);
    private static final int HOTELS = 4;
    private static final int GUESTS_PER_DAY = 10;
    // From so many days on a hotel forgets as much as comes: what it remembers of ended stays is as large as it ever
    // gets.
    private static final int DAYS = 32;
    /**
     * What the daily report adds up is this year and the same days of the one before, so it depends on the day of the year. This
     * ends in the third year, in October, as a hundred times do in the ninth.
     */
    static final int TIMES_TWO_YEARS = 32;

    private static final int[] QUICK = {1, 10};
    private static final int[] FULL = {1, 10, TIMES_TWO_YEARS, 100};
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @Override
    public String id() {
        return "growth";
    }

    @Override
    public String title() {
        return "The same with a longer past";
    }

    @Override
    public void run(Bench bench, Report report) throws Exception {
        var parts = EnumSet.of(Part.BROKER, Part.REGISTRY, Part.POSTGRES, Part.BOOKING, Part.REPORTING);
        // Nobody waits for the documents of years that pass in seconds.
        var settings = LocalSettings.forTest(bench.scratch().resolve("growth"), parts)
                .withPrepares(true)
                .withJvmOptions(Map.of(
                        Part.BOOKING,
                        List.of("-Xmx1g"),
                        Part.REPORTING,
                        List.of("-XX:TieredStopAtLevel=4", "-Xmx1g", "-Dstaylog.rendering.nightly.documents=")));
        try (var stack = BenchStack.start(settings);
                var log = new LogFacts(stack)) {
            // As later starts of a user's own stack: with stored classes.
            stack.local().restart(Part.BOOKING);
            stack.local().restart(Part.BOOKING);
            var random = new Random(bench.seed());
            var hotels = new BenchHotels("grow", HOTELS, OPENING);
            var past = new Past(hotels, GUESTS_PER_DAY, () -> new UUID(random.nextLong(), random.nextLong()), true);
            try (var writer = new RequestWriter(stack)) {
                hotels.open(writer);
            }
            new GrowthReport(report, measured(bench, stack, log, past)).tell(HOTELS, GUESTS_PER_DAY, DAYS);
        }
    }

    private static List<Measured> measured(Bench bench, BenchStack stack, LogFacts log, Past past) throws Exception {
        var all = new ArrayList<Measured>();
        int lived = 0;
        for (int times : bench.quick() ? QUICK : FULL) {
            long begin = System.nanoTime();
            try (var writer = new RequestWriter(stack, 20)) {
                past.live(writer, DAYS * times - lived);
            }
            lived = DAYS * times;
            log.awaitDecided(PATIENCE);
            bench.say("  %dx: %,d guests so far, decided after %.0f s"
                    .formatted(times, past.guests(), (System.nanoTime() - begin) / 1e9));
            var measured = new Measuring(bench, stack, log, past, PATIENCE).run(times);
            bench.say("  " + measured);
            all.add(measured);
        }
        return all;
    }
}
