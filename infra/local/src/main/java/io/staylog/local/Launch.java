package io.staylog.local;

import java.time.Duration;
import java.util.List;

/**
 * One start of a program.
 *
 * @param command the whole command line
 * @param stopTimeout how long its end may take before it is killed
 * @param storesClasses whether it takes its time when it ends, for the sake of the next start
 * @param afterStop to be done when it has ended in good order
 */
record Launch(List<String> command, Duration stopTimeout, boolean storesClasses, Runnable afterStop) {}
