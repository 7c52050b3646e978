package io.staylog.bench.decisions;

import io.staylog.bench.Numbers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All rounds of one workload, by contender, in the order in which they were run. */
final class Bout {
    private final long decisions;
    private final Map<Contender, List<Arena.Outcome>> outcomes = new EnumMap<>(Contender.class);

    Bout(long decisions) {
        this.decisions = decisions;
    }

    void add(Contender contender, Arena.Outcome outcome) {
        outcomes.computeIfAbsent(contender, it -> new ArrayList<>()).add(outcome);
    }

    List<Arena.Outcome> of(Contender contender) {
        return outcomes.getOrDefault(contender, List.of());
    }

    double rate(Contender contender) {
        return median(contender, it -> it.drained().perSecond());
    }

    double cpuMicros(Contender contender) {
        return median(contender, it -> it.drained().cpuMicros());
    }

    double brokerCpuMicros(Contender contender) {
        return median(contender, it -> it.drained().brokerCpuMicros());
    }

    double bytes(Contender contender) {
        return median(contender, it -> it.bytesPerDecision(decisions));
    }

    /** The highest of all rounds. */
    double peakRssMegabytes(Contender contender) {
        return of(contender).stream()
                        .mapToLong(it -> it.drained().peakRssBytes())
                        .max()
                        .orElse(0)
                / 1e6;
    }

    /** The median of what two contenders did in the same turn, so that a busy minute spoils a turn and not the ratio. */
    double ratio(Contender one, Contender other, ToDoubleFunction<Arena.Outcome> what) {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < Math.min(of(one).size(), of(other).size()); i++) {
            ratios.add(what.applyAsDouble(of(one).get(i))
                    / what.applyAsDouble(of(other).get(i)));
        }
        return Numbers.median(ratios);
    }

    private double median(Contender contender, ToDoubleFunction<Arena.Outcome> what) {
        return Numbers.median(
                of(contender).stream().map(it -> what.applyAsDouble(it)).toList());
    }
}
