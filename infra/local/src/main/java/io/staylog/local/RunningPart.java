package io.staylog.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One started program: a part, or one of several instances of a service. */
public final class RunningPart {
    private final Program program;
    private final Launch launch;
    private final Path log;
    private final ProcessHandle process;
    private final PidFile pidFile;
    private final AtomicBoolean isMeantToEnd = new AtomicBoolean();

    RunningPart(Program program, Launch launch, DataDir data, ProcessHandle process) {
        this.program = program;
        this.launch = launch;
        this.log = data.log(program.name());
        this.process = process;
        this.pidFile = new PidFile(data.pidFile(program.name()));
        pidFile.write(process);
    }

    /** The part's id; further instances of a service have a number behind it. */
    public String name() {
        return program.name();
    }

    Program program() {
        return program;
    }

    /** What it is. */
    public Part part() {
        return program.part();
    }

    /** Where its clients connect, on 127.0.0.1. */
    public int port() {
        return program.port();
    }

    /** What it has printed. */
    public Path log() {
        return log;
    }

    /** The process's number. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process is there; a paused one is. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end in good order and waits, undisturbed by interrupts; kills it when it takes too long. */
    public void stop() {
        isMeantToEnd.set(true);
        if (process.isAlive()) {
            Signals.send(program.part().stopSignal(), process);
        }
        if (hasEndedWithin(launch.stopTimeout())) {
            launch.afterStop().run();
        } else {
            kill();
        }
        pidFile.delete();
    }

    /** SIGKILL, as an accident would: no goodbye, nothing flushed. */
    public void kill() {
        isMeantToEnd.set(true);
        process.destroyForcibly();
        hasEndedWithin(launch.stopTimeout());
        pidFile.delete();
    }

    /** Freezes the process until {@link #resume()}; it keeps its connections, but answers nobody. */
    public void pause() {
        Signals.send("STOP", process);
    }

    /** Lets a paused process go on. */
    public void resume() {
        Signals.send("CONT", process);
    }

    boolean storesClasses() {
        return launch.storesClasses();
    }

    /** Runs the action if the process ends by itself. */
    void whenItDies(Runnable action) {
        var _ = process.onExit().thenRun(() -> {
            if (!isMeantToEnd.get()) {
                action.run();
            }
        });
    }

    private boolean hasEndedWithin(Duration timeout) {
        return process.onExit()
                .thenApply(ended -> true)
                .completeOnTimeout(false, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
