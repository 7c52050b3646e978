package io.staylog.systemtests.deployment;

import io.staylog.local.LocalSettings;
import io.staylog.local.LocalStack;
import io.staylog.local.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Every part a process of its own on this machine, without Docker. */
public final class LocalDeployment implements Deployment {
    private final LocalSettings settings;
    private LocalStack stack;

    /** Starts everything in an empty directory. */
    public LocalDeployment(Path directory, Map<Part, List<String>> jvmOptions) {
        settings = LocalSettings.forTest(directory, Part.all()).withJvmOptions(jvmOptions);
        stack = start();
    }

    private LocalStack start() {
        try {
            return LocalStack.start(settings, sentence -> System.out.println("stack: " + sentence));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public LocalSettings settings() {
        return settings;
    }

    @Override
    public LocalStack stack() {
        return stack;
    }

    @Override
    public void killAndRestart(Part part) throws InterruptedException {
        stack.part(part).kill();
        stack.restart(part);
    }

    @Override
    public void restartAll() {
        stack.close();
        stack = start();
    }

    @Override
    public void close() {
        stack.close();
    }
}
