package io.staylog.reporting.web.dashboard;

import io.staylog.reporting.live.FlowMeter;
import io.staylog.reporting.live.LiveHub;
import io.staylog.reporting.projection.LogFlow;
import io.staylog.reporting.projection.ProjectionState;
import io.staylog.reporting.projection.ProjectionWatch;
import io.staylog.reporting.projection.Rebuild;
import io.staylog.reporting.report.Operations;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How records flow, for whoever runs the system. */
@Controller
class OperationsPage {
    private static final int NEWEST = 5;

    private final Operations operations;
    private final LogFlow flow;
    private final FlowMeter meter;
    private final LiveHub hub;
    private final ProjectionState state;
    private final ProjectionWatch watch;
    private final Rebuild rebuild;
    private final Clock clock;

    OperationsPage(
            Operations operations,
            LogFlow flow,
            FlowMeter meter,
            LiveHub hub,
            ProjectionState state,
            ProjectionWatch watch,
            Rebuild rebuild,
            Clock clock) {
        this.operations = operations;
        this.flow = flow;
        this.meter = meter;
        this.hub = hub;
        this.state = state;
        this.watch = watch;
        this.rebuild = rebuild;
        this.clock = clock;
    }

    @GetMapping("/operations")
    String page(Model model) {
        fill(model);
        return "dashboard/operations";
    }

    @GetMapping("/operations/panels")
    String anew(Model model) {
        fill(model);
        return "dashboard/operations :: panels";
    }

    private void fill(Model model) {
        var standing = operations.taken();
        var rates = meter.rates();
        model.addAttribute("asOf", AsOf.of(standing, clock.instant()));
        model.addAttribute("w", Words.utc());
        model.addAttribute("taken", standing.value());
        model.addAttribute("flow", flow.look());
        model.addAttribute("watch", watch.last());
        model.addAttribute("state", state.now());
        model.addAttribute("rebuild", rebuild.last());
        model.addAttribute("pages", hub.clients());
        model.addAttribute("line", Charts.line(rates));
        model.addAttribute(
                "rate",
                Math.round(rates.stream()
                        .skip(Math.max(0, rates.size() - NEWEST))
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0)));
        model.addAttribute(
                "peak",
                Math.round(rates.stream().mapToDouble(Double::doubleValue).max().orElse(0)));
    }
}
