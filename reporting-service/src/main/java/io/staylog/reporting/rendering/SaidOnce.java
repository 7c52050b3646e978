package io.staylog.reporting.rendering;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something that is done again and again, and logs a trouble once and not each time. */
final class SaidOnce implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SaidOnce.class);

    private final String what;
    private final Runnable body;
    private String last = "";

    SaidOnce(String what, Runnable body) {
        this.what = what;
        this.body = body;
    }

    @Override
    public void run() {
        try {
            body.run();
            last = "";
        } catch (RuntimeException e) {
            var said = e.getClass().getSimpleName() + ": " + e.getMessage();
            if (!said.equals(last) && !Thread.currentThread().isInterrupted()) {
                last = said;
                LOG.warn("{} cannot be looked at now, it is tried again", what, e);
            }
        }
    }
}
