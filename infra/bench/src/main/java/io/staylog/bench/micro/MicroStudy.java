package io.staylog.bench.micro;

import io.staylog.bench.Bench;
import io.staylog.bench.Numbers;
import io.staylog.bench.Report;
import io.staylog.bench.Study;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How long each step of a decision takes by itself, and how much memory it uses up, by JMH. */
public final class MicroStudy implements Study {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String[] JVM = {
        "-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"
    };

    @Override
    public String id() {
        return "micro";
    }

    @Override
    public String title() {
        return "The steps of a decision, one by one";
    }

    @Override
    public void run(Bench bench, Report report) throws Exception {
        var options = new OptionsBuilder()
                .include(MicroStudy.class.getPackageName() + "\\..*Steps\\..*")
                .forks(bench.size(1, 2))
                .warmupIterations(bench.size(2, 4))
                .warmupTime(TimeValue.milliseconds(bench.size(300, 1_000)))
                .measurementIterations(bench.size(2, 5))
                .measurementTime(TimeValue.milliseconds(bench.size(300, 1_000)))
                .jvmArgs(JVM)
                .addProfiler(GCProfiler.class)
                .output(bench.results().resolve("micro.txt").toString())
                .shouldFailOnError(true)
                .build();
        var rows = new ArrayList<List<String>>();
        for (var result : sorted(new Runner(options).run())) {
            var name = name(result);
            var time = result.getPrimaryResult();
            var allocated = result.getSecondaryResults().get(ALLOCATED);
            double bytes = allocated == null ? Double.NaN : allocated.getScore();
            report.figure("micro." + name + ".time", name, time.getScore(), "ns");
            report.figure("micro." + name + ".bytes", name + ", allocated", bytes, "bytes");
            rows.add(List.of(
                    name, Numbers.text(time.getScore()), Numbers.text(time.getScoreError()), Numbers.text(bytes)));
        }
        report.table("Steps", List.of("step", "ns", "± (99.9 %)", "bytes allocated"), rows);
        report.note("Of snapshots: for each booking or payment in it. JMH's own output is in [micro.txt](micro.txt).");
    }

    private static List<RunResult> sorted(Iterable<RunResult> results) {
        var all = new ArrayList<RunResult>();
        results.forEach(all::add);
        all.sort(Comparator.comparing(MicroStudy::name));
        return all;
    }

    private static String name(RunResult result) {
        var full = result.getParams().getBenchmark();
        return full.substring(MicroStudy.class.getPackageName().length() + 1);
    }
}
