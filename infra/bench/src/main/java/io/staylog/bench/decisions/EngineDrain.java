package io.staylog.bench.decisions;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.staylog.booking.stream.BookingEngine;
import java.nio.file.Path;

/** The product, put together as booking-service does it. */
final class EngineDrain implements Drain {
    private final Surroundings around;

    EngineDrain(Surroundings around) {
        this.around = around;
    }

    @Override
    public Drained run(Round round) throws Exception {
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var snapshots = Path.of(round.directory(), "snapshots");
        try (var stopwatch = around.stopwatch(round);
                var engine =
                        BookingEngine.create(around.bootstrapServers(), "bench", snapshots, around.wire(), meters)) {
            engine.start();
            var decided = meters.get("staylog.engine.decisions").counter();
            return stopwatch.time(() -> (long) decided.count(), round.records(), Contender.ENGINE.group());
        }
    }
}
