package io.staylog.bench.decisions;

import static io.staylog.bench.decisions.Contender.CEILING;
import static io.staylog.bench.decisions.Contender.ENGINE;
import static io.staylog.bench.decisions.Contender.STREAMS;

import io.staylog.bench.Numbers;
import io.staylog.bench.Relation;
import io.staylog.bench.Report;
import io.staylog.bench.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What the decision study says in the report. */
final class DecisionsText {
    private static final double RATE_OF_CEILING_MIN = 0.8;
    private static final double CPU_OF_CEILING_MIN = 0.6;
    private static final double RATE_OF_STREAMS_MIN = 3;
    private static final double BYTES_OF_STREAMS_MAX = 0.5;

    private DecisionsText() {}

    static void preface(Report report, int requests) {
        report.note(
                Numbers.text(requests) + " BookingRequested of " + Demand.HOTELS
                        + " hotels, drawn evenly (no Zipf), one to four nights (2.5 on average), with the headers of the HTTP edge,"
                        + " lie in 8 partitions. Each contender has a process of its own that lives through all rounds (serial"
                        + " collector, compact object headers, -Xmx3g), and drains them from the beginning to the last committed position, exactly once;"
                        + " the broker is one process with the settings of infra/local, which flushes every append to the disk."
                        + " Two rounds of each are not counted, as most of the code is compiled in them; then they take turns. Ratios are medians of ratios within a turn.");
        report.note("`engine` is booking-service's own engine, rules, records, headers, metrics and snapshots."
                + " `ceiling` copies each record, with its headers, in the same poll and transaction with the same client"
                + " settings. `streams` reads, decides and writes with the same code as the engine, and keeps what is taken"
                + " (a byte per night, by hotel, class and month) and every booking (packed) in RocksDB with changelogs;"
                + " unlike the engine it has no timers for holds, no payments, no dead letters, no forwarding of misplaced"
                + " records.");
    }

    static void sweep(Report report, List<List<String>> rows, Tuning best) {
        report.table(
                "Kafka Streams: which settings suit it", List.of("commit interval", "threads", "decisions/s"), rows);
        report.note("Kafka Streams runs with " + best.commitIntervalMs() + " ms and " + best.threads()
                + " thread(s) from here on: the best, or within 3 % of it with the shorter wait for readers.");
    }

    static String line(int round, Contender contender, Arena.Outcome outcome, long decisions) {
        var drained = outcome.drained();
        return "round " + round + " " + contender.id() + ": " + Numbers.text(drained.perSecond()) + "/s, "
                + Numbers.text(drained.cpuMicros()) + " us, broker " + Numbers.text(drained.brokerCpuMicros()) + " us, "
                + Numbers.text(outcome.bytesPerDecision(decisions)) + " bytes, "
                + Numbers.text(drained.peakRssBytes() / 1e6) + " MB";
    }

    static void sameDecisions(Report report, Map<String, Long> events) {
        report.note("Engine and Kafka Streams have written the same numbers of events: " + events + ".");
    }

    static void result(Report report, Workload workload, Bout bout, long decisions) {
        targets(report, workload, bout, decisions);
        for (var contender : Contender.values()) {
            figures(report, workload, bout, contender);
        }
        rounds(report, workload, bout, decisions);
        bytes(report, workload, bout, decisions);
        var rates = new ArrayList<Series>();
        for (var contender : Contender.values()) {
            var values = bout.of(contender).stream()
                    .map(it -> it.drained().perSecond())
                    .toList();
            rates.add(Series.numbered(contender.id(), values));
        }
        report.plot("Decisions, " + workload.sentence(), "round", "decisions/s", rates.toArray(Series[]::new));
    }

    private static void targets(Report report, Workload workload, Bout bout, long decisions) {
        var prefix = "decisions." + workload.id() + ".";
        var suffix = " (" + workload.sentence() + ")";
        ToDoubleFunction<Arena.Outcome> rate = it -> it.drained().perSecond();
        report.target(
                prefix + "rate-of-ceiling",
                "engine's rate / ceiling's" + suffix,
                bout.ratio(ENGINE, CEILING, rate),
                Relation.AT_LEAST,
                RATE_OF_CEILING_MIN);
        report.target(
                prefix + "cpu-efficiency-of-ceiling",
                "ceiling's CPU per decision / engine's" + suffix,
                bout.ratio(CEILING, ENGINE, it -> it.drained().cpuMicros()),
                Relation.AT_LEAST,
                CPU_OF_CEILING_MIN);
        report.target(
                prefix + "rate-of-streams",
                "engine's rate / Kafka Streams'" + suffix,
                bout.ratio(ENGINE, STREAMS, rate),
                Relation.AT_LEAST,
                RATE_OF_STREAMS_MIN);
        report.target(
                prefix + "bytes-of-streams",
                "engine's broker bytes per decision / Kafka Streams'" + suffix,
                bout.ratio(ENGINE, STREAMS, it -> it.bytesPerDecision(decisions)),
                Relation.AT_MOST,
                BYTES_OF_STREAMS_MAX);
    }

    private static void figures(Report report, Workload workload, Bout bout, Contender contender) {
        var prefix = "decisions." + workload.id() + "." + contender.id() + ".";
        var of = contender.id() + ", " + workload.sentence() + ": ";
        report.figure(prefix + "rate", of + "rate", bout.rate(contender), "decisions/s");
        report.figure(prefix + "cpu", of + "CPU of its process", bout.cpuMicros(contender), "µs/decision");
        report.figure(prefix + "broker-cpu", of + "CPU of the broker", bout.brokerCpuMicros(contender), "µs/decision");
        report.figure(prefix + "bytes", of + "grown on the broker", bout.bytes(contender), "bytes/decision");
        report.figure(prefix + "rss", of + "peak memory (RSS)", bout.peakRssMegabytes(contender), "MB");
    }

    private static void rounds(Report report, Workload workload, Bout bout, long decisions) {
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < bout.of(ENGINE).size(); i++) {
            for (var contender : Contender.values()) {
                var outcome = bout.of(contender).get(i);
                var drained = outcome.drained();
                rows.add(List.of(
                        Integer.toString(i + 1),
                        contender.id(),
                        Numbers.text(drained.perSecond()),
                        Numbers.text(drained.cpuMicros()),
                        Numbers.text(drained.brokerCpuMicros()),
                        Numbers.text(outcome.bytesPerDecision(decisions))));
            }
        }
        report.table(
                "Rounds, " + workload.sentence(),
                List.of("round", "contender", "decisions/s", "CPU µs", "broker CPU µs", "bytes"),
                rows);
    }

    private static void bytes(Report report, Workload workload, Bout bout, long decisions) {
        var rows = new ArrayList<List<String>>();
        for (var contender : Contender.values()) {
            new TreeMap<>(bout.of(contender).getLast().bytesByTopic())
                    .forEach((topic, bytes) ->
                            rows.add(List.of(contender.id(), topic, Numbers.text(bytes / (double) decisions))));
        }
        report.table(
                "What the broker's log grew by, " + workload.sentence(),
                List.of("contender", "topic", "bytes/decision"),
                rows);
    }
}
