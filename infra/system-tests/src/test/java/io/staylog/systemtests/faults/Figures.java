package io.staylog.systemtests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a run has shown: one line of JSON, and a table for people. */
final class Figures {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, Object> all = new LinkedHashMap<>();

    void put(String name, Object value) {
        all.put(name, value);
    }

    /** The least, the middle and the most. */
    static Map<String, Long> spread(List<Long> values) {
        var sorted = values.stream().sorted().toList();
        var spread = new LinkedHashMap<String, Long>();
        if (!sorted.isEmpty()) {
            spread.put("min", sorted.getFirst());
            spread.put("p50", at(sorted, 50));
            spread.put("p95", at(sorted, 95));
            spread.put("max", sorted.getLast());
        }
        return spread;
    }

    private static long at(List<Long> sorted, int percent) {
        int rank = (sorted.size() * percent + 99) / 100;
        return sorted.get(Math.max(0, rank - 1));
    }

    /** For each fault: the longest time without a commit that touches it, of any partition, in milliseconds. */
    static List<Long> gaps(List<Nemesis.Done> faults, List<Watch.Commit> commits, int partitions, long endNanos) {
        return faults.stream()
                .map(fault -> {
                    long longest = 0;
                    for (int partition = 0; partition < partitions; partition++) {
                        longest = Math.max(longest, gap(fault, commits, partition, endNanos));
                    }
                    return longest / 1_000_000;
                })
                .toList();
    }

    private static long gap(Nemesis.Done fault, List<Watch.Commit> commits, int partition, long endNanos) {
        long longest = 0;
        long before = 0;
        for (var commit : commits) {
            if (commit.partition() == partition && commit.nanos() <= endNanos) {
                boolean touches = before != 0 && commit.nanos() >= fault.beganNanos() && before <= fault.healedNanos();
                longest = touches ? Math.max(longest, commit.nanos() - before) : longest;
                before = commit.nanos();
            }
        }
        return longest;
    }

    String json() {
        return JSON.writeValueAsString(all);
    }

    String markdown() {
        var text = new StringBuilder("| figure | value |\n|---|---|\n");
        all.forEach((name, value) -> text.append("| ")
                .append(name)
                .append(" | ")
                .append(JSON.writeValueAsString(value).replace("\"", "").replace("|", "\\|"))
                .append(" |\n"));
        return text.toString();
    }

    /** Prints both, and leaves them as files. */
    void tell(Path directory) {
        System.out.println("FaultsIT: " + json());
        System.out.println(markdown());
        try {
            Files.writeString(directory.resolve("figures.json"), json() + "\n");
            Files.writeString(directory.resolve("figures.md"), markdown());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
