package io.staylog.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The whole of Staylog on one machine, every part a process of its own as in production.
 *
 * <p>Closing it stops the parts in good order: services first, the broker last. So does the end of this JVM, unless it is
 * killed; then the next start on the same directory stops what was left behind. Safe for use by many threads.
 */
public final class LocalStack implements AutoCloseable {
    static final String NAME = "stack";

    private final Workplace work;
    private final DataDir data;
    private final StackLock lock;
    private final Launcher launcher;
    private final Map<String, RunningPart> running = new LinkedHashMap<>();
    private final Thread closeAtExit = new Thread(this::close, "stop-staylog");
    // Held while parts stop, so that a second caller, such as the end of the JVM, waits for them too.
    private final Object closing = new Object();
    private boolean isClosed;

    private LocalStack(LocalSettings settings, Consumer<String> progress) {
        this.work = new Workplace(settings, progress);
        this.data = work.data().create();
        this.lock = StackLock.take(data);
        this.launcher = new Launcher(data, progress);
    }

    /** Starts the settings' parts and returns when all of them serve. */
    public static LocalStack start(LocalSettings settings) throws InterruptedException {
        return start(settings, sentence -> {});
    }

    /**
     * Starts the settings' parts and returns when all of them serve.
     *
     * @param progress told in a sentence what takes long, and later when a part ends by itself; by several threads
     * @throws LocalException if a port is taken, a part is missing, does not start or the directory is in use
     * @throws InterruptedException if interrupted, or closed before everything was started
     */
    public static LocalStack start(LocalSettings settings, Consumer<String> progress) throws InterruptedException {
        var stack = new LocalStack(settings, progress);
        try {
            Runtime.getRuntime().addShutdownHook(stack.closeAtExit);
            stack.startAll();
            return stack;
        } catch (LocalException e) {
            boolean wasClosed = stack.isClosed();
            stack.close();
            // A part that was stopped on purpose is no news.
            if (wasClosed) {
                throw new InterruptedException();
            }
            throw e;
        } catch (RuntimeException | InterruptedException e) {
            stack.close();
            throw e;
        }
    }

    private void startAll() throws InterruptedException {
        work.settings().parts().forEach(work.built()::require);
        new Leftovers(data, work.progress()).stop();
        new PidFile(data.pidFile(NAME)).write(ProcessHandle.current());
        var settings = work.settings();
        settings.ports().requireFree(settings.parts(), data.settings().toString());
        DataDir.secret(data.token());
        for (var stage : Part.Stage.values()) {
            allAtOnce(stepsOf(stage));
            if (stage == Part.Stage.SECOND && settings.parts().contains(Part.REGISTRY)) {
                Contracts.registerSchemas(work);
            }
        }
    }

    private List<Callable<Void>> stepsOf(Part.Stage stage) {
        var parts = work.settings().parts();
        var steps = new ArrayList<Callable<Void>>();
        for (var part : Part.values()) {
            if (part.stage() == stage && parts.contains(part)) {
                programs(part).forEach(program -> steps.add(step(() -> startProgram(program))));
            }
        }
        if (stage == Part.Stage.SECOND && parts.contains(Part.BROKER)) {
            steps.add(step(() -> Contracts.createTopics(work)));
        }
        return steps;
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private static Callable<Void> step(Step step) {
        return () -> {
            step.run();
            return null;
        };
    }

    /** Ends with the first failure; what was started is stopped by closing the stack. */
    private void allAtOnce(List<Callable<Void>> steps) throws InterruptedException {
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var completion = new ExecutorCompletionService<Void>(executor);
            steps.forEach(completion::submit);
            for (int done = 0; done < steps.size(); done++) {
                completion.take().get();
            }
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case LocalException sentence -> sentence;
                case null, default -> new LocalException("Staylog could not be started: " + e.getCause(), e.getCause());
            };
        } finally {
            executor.shutdownNow();
            executor.close();
        }
    }

    private List<? extends Program> programs(Part part) {
        var brokers = work.settings().topology().brokers();
        return part == Part.BROKER && !brokers.isEmpty()
                ? brokers.stream().map(node -> new BrokerProgram(work, node)).toList()
                : List.of(program(part));
    }

    private Program program(Part part) {
        return switch (part) {
            case BROKER -> new BrokerProgram(work);
            case POSTGRES -> new PostgresProgram(work);
            case BANK -> new BankProgram(work);
            case REGISTRY -> new RegistryProgram(work);
            case BOOKING, PAYMENT, REPORTING -> new ServiceProgram(work, part, 1, work.port(Port.mainOf(part)));
        };
    }

    private RunningPart startProgram(Program program) throws IOException, InterruptedException {
        var launch = program.prepare()
                .wrapped(work.settings().topology().wrappers().getOrDefault(program.name(), List.of()));
        RunningPart part;
        synchronized (this) {
            if (isClosed) {
                throw new InterruptedException();
            }
            part = launcher.launch(program, launch);
            running.put(program.name(), part);
        }
        launcher.await(program, part);
        part.whenItDies(() -> work.progress()
                .accept(part.name() + " has ended by itself; the end of its log " + part.log() + " may say why."));
        return part;
    }

    /** Tells other processes that everything serves. */
    void announceReady() {
        data.ready().write(ProcessHandle.current());
    }

    /** What was given at the start; with the addresses of everything. */
    public LocalSettings settings() {
        return work.settings();
    }

    /** A started part; of a service, the first instance. */
    public RunningPart part(Part part) {
        return part(part.id());
    }

    private synchronized RunningPart part(String name) {
        var part = running.get(name);
        if (part == null) {
            throw new IllegalArgumentException(name + " was not started");
        }
        return part;
    }

    /** What has been started, in that order, with parts that have ended since. */
    public synchronized List<RunningPart> parts() {
        return List.copyOf(running.values());
    }

    /** Stops the part if it is there, and starts it again on the same port and data. */
    public RunningPart restart(Part part) throws InterruptedException {
        return restart(part(part));
    }

    /** Stops this instance if it is there, and starts it again on the same port and data. */
    public RunningPart restart(RunningPart part) throws InterruptedException {
        part.stop();
        return startNow(part.program());
    }

    /**
     * As {@link #restart(RunningPart)}, from another build of the service.
     *
     * @param jar what the build of the service makes; null for the build in this project
     */
    public RunningPart restart(RunningPart instance, @Nullable Path jar) throws InterruptedException {
        if (!(instance.program() instanceof ServiceProgram service)) {
            throw new IllegalArgumentException(instance.name() + " is no service of ours");
        }
        instance.stop();
        return startNow(service.ofBuild(jar));
    }

    /** Starts a further instance of a service, on a free port and with a directory of its own. */
    public RunningPart startAnother(Part service) throws InterruptedException {
        if (!service.isService()) {
            throw new IllegalArgumentException(service + " has one instance only");
        }
        int number = 2;
        synchronized (this) {
            while (running.containsKey(service.id() + "-" + number)) {
                number++;
            }
        }
        return startNow(new ServiceProgram(work, service, number, Ports.freeNumber()));
    }

    private RunningPart startNow(Program program) throws InterruptedException {
        try {
            return startProgram(program);
        } catch (IOException e) {
            throw new LocalException(program.name() + " could not be started: " + e, e);
        }
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }

    /** Stops everything in good order. */
    @Override
    public void close() {
        synchronized (closing) {
            boolean wasClosed;
            synchronized (this) {
                wasClosed = isClosed;
                isClosed = true;
            }
            if (!wasClosed) {
                stopAll();
            }
        }
    }

    private void stopAll() {
        try {
            if (!parts().isEmpty()) {
                work.progress().accept("Stopping" + whySlowly());
                StopOrder.stop(parts(), RunningPart::part, RunningPart::stop);
                work.progress().accept("Everything has stopped");
            }
        } finally {
            new PidFile(data.pidFile(NAME)).delete();
            data.ready().delete();
            lock.close();
            removeHook();
        }
    }

    private String whySlowly() {
        var storing = parts().stream()
                .filter(RunningPart::storesClasses)
                .map(RunningPart::name)
                .toList();
        return storing.isEmpty()
                ? ""
                : "; this once it may take a minute, because the next start of " + String.join(", ", storing)
                        + " is made faster";
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(closeAtExit);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook is what runs here.
        }
    }
}
