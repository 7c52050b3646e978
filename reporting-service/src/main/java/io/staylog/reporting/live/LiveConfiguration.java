package io.staylog.reporting.live;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.staylog.reporting.lifecycle.Loop;
import io.staylog.reporting.projection.ChangeListener;
import io.staylog.reporting.report.AsOfToken;
import io.staylog.reporting.report.Boards;
import io.staylog.reporting.report.Operations;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the change feed together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LiveSettings.class)
public class LiveConfiguration {
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    @Bean
    LiveHub liveHub(LiveSettings settings, Boards boards, MeterRegistry meters) {
        var hub = new LiveHub(settings, () -> {
            var answer = boards.standing();
            return new LiveHub.Standing(AsOfToken.of(answer.asOf()), answer.newestEventAt());
        });
        Gauge.builder("staylog.live.clients", hub, LiveHub::clients)
                .description("Live pages that are connected")
                .register(meters);
        FunctionCounter.builder("staylog.live.dropped", hub, LiveHub::dropped)
                .description("Live pages that were disconnected because they were too slow")
                .register(meters);
        return hub;
    }

    @Bean
    Loop changesLoop(ChangeListener listener, LiveHub hub) {
        return new Loop("changes", AGAIN_AFTER, () -> listener.listen(hub::changed), () -> {});
    }

    /** Ends before the web server, which would wait for open pages. */
    @Bean
    Loop liveLoop(LiveSettings settings, LiveHub hub) {
        return new Loop("live", settings.every(), hub::round, hub::close);
    }

    @Bean
    FlowMeter flowMeter(Operations operations) {
        return new FlowMeter(operations::records);
    }

    @Bean
    Loop flowLoop(FlowMeter meter) {
        return new Loop("flow", AGAIN_AFTER, meter::sampleIfPossible, () -> {});
    }
}
