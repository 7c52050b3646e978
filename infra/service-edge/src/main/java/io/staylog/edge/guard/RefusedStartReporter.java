package io.staylog.edge.guard;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells who has started the service why it does not, once and without a stack; the log has each reason by itself. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RefusedStartReporter implements SpringBootExceptionReporter {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedStartReporter.class);

    @Override
    public boolean reportException(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedStartException refused) {
                refused.reasons().forEach(reason -> LOG.error("This service must not start: {}", reason));
                System.err.println(refused.getMessage());
                return true;
            }
        }
        return false;
    }
}
