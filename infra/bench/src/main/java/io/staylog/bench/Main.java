package io.staylog.bench;

import io.staylog.bench.bank.BankStudy;
import io.staylog.bench.decisions.DecisionsStudy;
import io.staylog.bench.growth.GrowthStudy;
import io.staylog.bench.http.HttpStudy;
import io.staylog.bench.micro.MicroStudy;
import io.staylog.bench.recovery.RecoveryStudy;
import io.staylog.bench.sagas.SagaStudy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs studies one after the other and writes one report; see {@code infra/bench/run}. */
public final class Main {
    private static final DateTimeFormatter DIRECTORY_NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final List<Study> STUDIES = List.of(
            new DecisionsStudy(),
            new MicroStudy(),
            new SagaStudy(),
            new RecoveryStudy(),
            new HttpStudy(),
            new GrowthStudy(),
            new BankStudy());

    private Main() {}

    /** Ends with 0, with 1 when a study failed, or with 2 when it was called wrongly. */
    public static void main(String[] args) throws IOException {
        System.exit(run(List.of(args)));
    }

    private static int run(List<String> words) throws IOException {
        CommandLine asked;
        try {
            asked = CommandLine.parse(words, STUDIES.stream().map(Study::id).toList());
        } catch (IllegalArgumentException e) {
            System.err.println("infra/bench/run: " + e.getMessage());
            return 2;
        }
        var project = Path.of(System.getProperty("staylog.project", "")).toAbsolutePath();
        var started = Instant.now();
        var name = DIRECTORY_NAME.format(started);
        var results =
                Files.createDirectories(project.resolve("infra/bench/results").resolve(name));
        var scratch = Files.createDirectories(
                project.resolve("infra/bench/target/scratch").resolve(name));
        var bench = new Bench(asked.seed(), asked.quick(), asked.profile(), scratch, results, project);
        var sections = new ArrayList<Section>();
        var commandLine =
                String.join(" ", "infra/bench/run", String.join(" ", words)).strip();
        var facts = Machine.facts(project);
        try {
            for (var id : asked.studies()) {
                sections.add(section(bench, study(id)));
                // After each, so that a power cut in the last one does not cost the others.
                ReportFiles.write(
                        results,
                        new Run(started.toString(), commandLine, asked.seed(), asked.quick(), facts, sections));
            }
        } finally {
            delete(scratch);
        }
        System.out.println(results.resolve("report.md"));
        return sections.stream().anyMatch(section -> section.failure() != null) ? 1 : 0;
    }

    private static Section section(Bench bench, Study study) {
        bench.say("== " + study.title());
        double loadBefore = Machine.load();
        long startedNanos = System.nanoTime();
        var report = new Report();
        String failure = null;
        try {
            study.run(bench, report);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = "it was interrupted";
        } catch (Exception e) {
            // The other studies say something without this one.
            e.printStackTrace();
            failure = e.toString();
        }
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        return new Section(study.id(), study.title(), report, loadBefore, Machine.load(), seconds, failure);
    }

    private static Study study(String id) {
        return STUDIES.stream()
                .filter(study -> study.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
