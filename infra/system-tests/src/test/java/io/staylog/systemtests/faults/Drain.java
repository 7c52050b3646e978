package io.staylog.systemtests.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Waits until everything that was under way has come to its end by itself. */
record Drain(Supervisor supervisor, Watch watch, List<Door> reporting) {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration TELL_EVERY = Duration.ofSeconds(20);

    /** What is still under way when the time is over, in words; nothing if all has ended before. */
    String await(Set<UUID> acknowledged, Duration within) throws InterruptedException {
        long begin = System.nanoTime();
        long told = begin;
        var open = underWay(acknowledged);
        while (!open.isEmpty() && System.nanoTime() - begin < within.toNanos()) {
            if (System.nanoTime() - told > TELL_EVERY.toNanos()) {
                System.out.println("faults: healed, and still " + open);
                told = System.nanoTime();
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            open = underWay(acknowledged);
        }
        return open;
    }

    private String underWay(Set<UUID> acknowledged) throws InterruptedException {
        var open = new ArrayList<String>();
        if (!supervisor.isAllWell()) {
            open.add("not everything runs");
        }
        int unanswered = watch.unanswered(acknowledged).size();
        if (unanswered > 0) {
            open.add(unanswered + " requests without an answer");
        }
        int held = watch.held().size();
        if (held > 0) {
            open.add(held + " bookings held");
        }
        for (var door : reporting) {
            var behind = behind(door);
            if (!behind.isEmpty()) {
                open.add(behind);
            }
        }
        return String.join(", ", open);
    }

    private static String behind(Door reporting) throws InterruptedException {
        try {
            var look = reporting.get("/v1/projections").json().path("watch");
            var trouble =
                    look.path("brokers").asString("") + look.path("database").asString("");
            long lag = 0;
            for (var records : look.path("lagRecords")) {
                lag += records.asLong();
            }
            return trouble.isEmpty() ? lag == 0 ? "" : "reporting is behind by " + lag : "reporting: " + trouble;
        } catch (IOException e) {
            return "reporting does not answer";
        }
    }
}
