package io.staylog.local;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * One start of a program.
 *
 * @param command the whole command line
 * @param stopTimeout how long its end may take before it is killed
 * @param storesClasses whether it takes its time when it ends, for the sake of the next start
 * @param afterStop to be done when it has ended in good order
 */
record Launch(List<String> command, Duration stopTimeout, boolean storesClasses, Runnable afterStop) {
    /** The same, started by another program that becomes it. */
    Launch wrapped(List<String> wrapper) {
        var wrapped = Stream.concat(wrapper.stream(), command.stream()).toList();
        return new Launch(wrapped, stopTimeout, storesClasses, afterStop);
    }
}
