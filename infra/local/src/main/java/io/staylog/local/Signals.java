package io.staylog.local;

import java.io.IOException;

/** Sends a process the signals for which Java has no method. */
final class Signals {
    private Signals() {}

    /** The signal's name as {@code kill} wants it, for example {@code INT}. */
    static void send(String signal, ProcessHandle process) {
        if (signal.equals("TERM")) {
            process.destroy();
            return;
        }
        try {
            var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            // Not waitFor: a stack that is being stopped may do so on an interrupted thread.
            int code = kill.onExit().join().exitValue();
            if (code != 0 && process.isAlive()) {
                throw new LocalException("kill -" + signal + " " + process.pid() + " failed with code " + code + ".");
            }
        } catch (IOException e) {
            throw new LocalException("kill -" + signal + " " + process.pid() + " failed: " + e.getMessage(), e);
        }
    }
}
