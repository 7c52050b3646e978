package io.staylog.systemtests;

import io.staylog.local.LocalSettings;
import io.staylog.local.LocalStack;
import io.staylog.local.Part;
import io.staylog.systemtests.reference.DataFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The whole of Staylog, running: one for all test classes, seen through its public doors only. */
public final class Staylog implements AutoCloseable {
    // The bank's "no answer" is what some journeys are about, and nobody wants to wait ten seconds for it.
    private static final Map<Part, List<String>> IMPATIENT =
            Map.of(Part.PAYMENT, List.of("-Dstaylog.bank.request-timeout=3s", "-Dstaylog.bank.not-found-twice=3s"));

    private final Path directory;
    private final LocalSettings settings;
    private final AtomicInteger hotels = new AtomicInteger();
    private LocalStack stack;

    private Staylog(Map<Part, List<String>> jvmOptions) {
        try {
            var target = DataFiles.projectRoot().resolve("infra/system-tests/target");
            directory = Files.createTempDirectory(Files.createDirectories(target), "staylog-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings = LocalSettings.forTest(directory, Part.all()).withJvmOptions(jvmOptions);
        stack = start();
    }

    /** One of its own, as a user's is. */
    static Staylog usual() {
        return new Staylog(Map.of());
    }

    private LocalStack start() {
        try {
            return LocalStack.start(settings, sentence -> System.out.println("stack: " + sentence));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Gives tests the one that runs; it is stopped when all classes are done. */
    public static final class Extension implements ParameterResolver {
        private static final Namespace ALL = Namespace.create(Staylog.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Staylog.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot().getStore(ALL).computeIfAbsent(Staylog.class, type -> new Staylog(IMPATIENT));
        }
    }

    /** The processes. */
    LocalStack stack() {
        return stack;
    }

    LocalSettings settings() {
        return settings;
    }

    /** Kills a part as an accident would, and starts it again. */
    void killAndRestart(Part part) throws InterruptedException {
        stack.part(part).kill();
        stack.restart(part);
    }

    /** Stops everything and starts it again on the same data. */
    void restartAll() {
        stack.close();
        stack = start();
    }

    /** booking-service over HTTP. */
    Http booking() {
        return http(settings.url(Part.BOOKING));
    }

    /** reporting-service over HTTP. */
    Http reporting() {
        return http(settings.url(Part.REPORTING));
    }

    /** payment-service over HTTP, which has health and metrics only. */
    Http payment() {
        return http(settings.url(Part.PAYMENT));
    }

    /** The bank's own books. */
    Http bank() {
        return http(settings.bankUrl());
    }

    private Http http(String url) {
        try {
            return new Http(url, Files.readString(settings.tokenFile()).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kafka, as any client sees it. */
    Log log() {
        return new Log(settings);
    }

    /** An id of a hotel that no other test uses. */
    String newHotelId(String name) {
        return name + "-" + hotels.incrementAndGet();
    }

    @Override
    public void close() {
        stack.close();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                // The logs tell why a test failed; everything else is large.
                if (!file.toString().contains("/logs") && !file.equals(directory)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
