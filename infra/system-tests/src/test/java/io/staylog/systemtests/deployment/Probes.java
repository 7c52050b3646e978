package io.staylog.systemtests.deployment;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.testcontainers.containers.ContainerState;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategy;

/** Waits for what a container does now; the usual strategies would find what its log said before it was killed. */
final class Probes {
    private Probes() {}

    /** A broker that answers. */
    static WaitStrategy broker(String bootstrapServers) {
        return new Polling() {
            @Override
            Callable<Boolean> isReady(ContainerState container) {
                return () -> {
                    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
                        return !admin.describeCluster()
                                .nodes()
                                .get(2, TimeUnit.SECONDS)
                                .isEmpty();
                    } catch (ExecutionException | TimeoutException e) {
                        return false;
                    }
                };
            }
        };
    }

    /** A program that takes connections inside its container. */
    static WaitStrategy listens(int port) {
        return new Polling() {
            @Override
            Callable<Boolean> isReady(ContainerState container) {
                return () -> {
                    try {
                        return container
                                        .execInContainer("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + port)
                                        .getExitCode()
                                == 0;
                    } catch (IOException e) {
                        return false;
                    }
                };
            }
        };
    }

    private abstract static class Polling extends AbstractWaitStrategy {
        private static final Duration INTERVAL = Duration.ofMillis(200);

        abstract Callable<Boolean> isReady(ContainerState container);

        @Override
        protected void waitUntilReady() {
            Awaitility.await().atMost(startupTimeout).pollInterval(INTERVAL).until(isReady(waitStrategyTarget));
        }
    }
}
