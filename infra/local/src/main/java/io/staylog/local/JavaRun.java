package io.staylog.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts of a Java program, on the JVM that runs this one. */
record JavaRun(List<String> options, ClassCache cache) {
    private static final List<String> COMMON = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            // The state of every booking is in memory, as many small objects.
            "-XX:+UseCompactObjectHeaders",
            // A program without memory must end, so that it is seen and started again.
            "-XX:+ExitOnOutOfMemoryError");

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    // Storing the classes of a large program takes a busy machine this long.
    private static final Duration STOP_TIMEOUT_STORING = Duration.ofMinutes(3);

    /** Options that the user has set for the part come last and win. */
    static JavaRun of(Part part, LocalSettings settings, Path home, String... options) {
        var own = settings.jvmOptions().getOrDefault(part, List.of());
        var all = new ArrayList<>(COMMON);
        if (own.stream().noneMatch(option -> option.matches("-XX:\\+Use.*GC"))) {
            // It needs the least memory, and up to eight JVMs share the machine.
            all.add("-XX:+UseSerialGC");
        }
        all.addAll(List.of(options));
        all.addAll(own);
        return new JavaRun(List.copyOf(all), ClassCache.in(home, all, settings.prepares()));
    }

    Launch launch(List<String> programAndArguments) {
        var command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(cache.options());
        command.addAll(programAndArguments);
        boolean stores = cache.isStoring();
        return new Launch(command, stores ? STOP_TIMEOUT_STORING : STOP_TIMEOUT, stores, cache::ended);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
