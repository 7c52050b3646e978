package io.staylog.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.AppInfoParser;
import org.springframework.boot.SpringBootVersion;

/** Where and of what a report was made: without it no figure says anything. */
final class Machine {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Machine() {}

    /** What does not change during a run, by its name in the report. */
    static Map<String, String> facts(Path project) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("CPU", cpuModel());
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", Numbers.text(SYSTEM.getTotalMemorySize() / 1e9) + " GB");
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.put("Kafka", AppInfoParser.getVersion());
        facts.put("Spring Boot", String.valueOf(SpringBootVersion.getVersion()));
        facts.put("commit", commit(project));
        return facts;
    }

    /** How many threads wanted to run in the last minute; below zero where the system does not say. */
    static double load() {
        return SYSTEM.getSystemLoadAverage();
    }

    private static String cpuModel() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String commit(Path project) {
        var hash = git(project, "rev-parse", "--short=12", "HEAD");
        if (hash.isEmpty()) {
            return "unknown";
        }
        return git(project, "status", "--porcelain").isEmpty() ? hash : hash + " and changes that are not committed";
    }

    private static String git(Path project, String... arguments) {
        var command = new java.util.ArrayList<>(java.util.List.of("git", "-C", project.toString()));
        command.addAll(java.util.List.of(arguments));
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? out.strip() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
