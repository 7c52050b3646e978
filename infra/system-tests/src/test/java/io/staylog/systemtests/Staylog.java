package io.staylog.systemtests;

import io.staylog.local.LocalSettings;
import io.staylog.local.LocalStack;
import io.staylog.local.Part;
import io.staylog.systemtests.deployment.ContainerDeployment;
import io.staylog.systemtests.deployment.Deployment;
import io.staylog.systemtests.deployment.Images;
import io.staylog.systemtests.deployment.LocalDeployment;
import io.staylog.systemtests.reference.DataFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The whole of Staylog, running: one for all test classes, seen through its public doors only. */
public final class Staylog implements AutoCloseable {
    // The bank's "no answer" is what some journeys are about, and nobody wants to wait ten seconds for it.
    private static final Map<Part, List<String>> IMPATIENT = Map.of(
            Part.PAYMENT,
            List.of("-Dstaylog.bank.gateways.simulator.request-timeout=3s", "-Dstaylog.bank.not-found-twice=3s"));

    /** Tags the classes of tests that ask no more of what runs Staylog than {@link Deployment} offers. */
    static final String ANYWHERE = "anywhere";

    private final Path directory;
    private final Deployment deployment;
    private final AtomicInteger hotels = new AtomicInteger();

    private Staylog(Function<Path, Deployment> start) {
        try {
            var target = DataFiles.projectRoot().resolve("infra/system-tests/target");
            directory = Files.createTempDirectory(Files.createDirectories(target), "staylog-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        deployment = start.apply(directory);
    }

    /** One of its own, as a user's is. */
    static Staylog usual() {
        return new Staylog(directory -> new LocalDeployment(directory, Map.of()));
    }

    /**
     * Gives tests the one that runs; it is stopped when all classes are done.
     *
     * <p>It is the local stack, or with {@code -Dstaylog.deployment=containers} one of containers. Where these cannot be run, the
     * tests are skipped with the reason, or fail with {@code -Dcontainers=required}.
     */
    public static final class Extension implements ParameterResolver, ExecutionCondition {
        private static final Namespace ALL = Namespace.create(Staylog.class);
        private static final boolean IS_IN_CONTAINERS = isSet("staylog.deployment", "local", "containers");
        private static final boolean IS_REQUIRED = isSet("containers", "optional", "required");

        /** A slip of the keyboard must not quietly test something else. */
        private static boolean isSet(String property, String usual, String other) {
            var value = System.getProperty(property, usual);
            if (!value.equals(usual) && !value.equals(other)) {
                throw new IllegalArgumentException(
                        "-D" + property + " must be " + usual + " or " + other + ", but is " + value);
            }
            return value.equals(other);
        }

        private record Answer(Images images, String trouble) {}

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (!IS_IN_CONTAINERS) {
                return ConditionEvaluationResult.enabled("on the local stack");
            }
            var trouble = answer(context).trouble();
            if (trouble != null && IS_REQUIRED) {
                throw new IllegalStateException("Containers are required, but " + trouble);
            }
            return trouble == null
                    ? ConditionEvaluationResult.enabled("in containers")
                    : ConditionEvaluationResult.disabled("Journeys in containers are skipped: " + trouble);
        }

        private static Answer answer(ExtensionContext context) {
            return context.getRoot().getStore(ALL).computeIfAbsent(Answer.class, type -> ask(), Answer.class);
        }

        private static Answer ask() {
            try {
                return new Answer(Images.available(), null);
            } catch (Images.UnavailableException e) {
                if (!IS_REQUIRED) {
                    System.out.println("Journeys in containers are skipped: " + e.getMessage());
                }
                return new Answer(null, e.getMessage());
            }
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Staylog.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Function<Path, Deployment> start = IS_IN_CONTAINERS
                    ? directory -> new ContainerDeployment(answer(context).images(), directory, IMPATIENT)
                    : directory -> new LocalDeployment(directory, IMPATIENT);
            return context.getRoot().getStore(ALL).computeIfAbsent(Staylog.class, type -> new Staylog(start));
        }
    }

    /** The processes; of the local stack only. */
    LocalStack stack() {
        return deployment.stack();
    }

    /** Where everything is, whatever runs it. */
    LocalSettings settings() {
        return deployment.settings();
    }

    /** Kills a part as an accident would, and starts it again. */
    void killAndRestart(Part part) throws InterruptedException {
        deployment.killAndRestart(part);
    }

    /** Stops everything and starts it again on the same data. */
    void restartAll() {
        deployment.restartAll();
    }

    /** booking-service over HTTP. */
    Http booking() {
        return http(settings().url(Part.BOOKING));
    }

    /** reporting-service over HTTP. */
    Http reporting() {
        return http(settings().url(Part.REPORTING));
    }

    /** payment-service over HTTP, which has health and metrics only. */
    Http payment() {
        return http(settings().url(Part.PAYMENT));
    }

    /** The bank's own books. */
    Http bank() {
        return http(settings().bankUrl());
    }

    private Http http(String url) {
        try {
            return new Http(url, Files.readString(settings().tokenFile()).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kafka, as any client sees it. */
    Log log() {
        return new Log(settings());
    }

    /** An id of a hotel that no other test uses. */
    String newHotelId(String name) {
        return name + "-" + hotels.incrementAndGet();
    }

    @Override
    public void close() {
        deployment.close();
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
