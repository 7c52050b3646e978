package io.staylog.booking;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Keeps what our own program logs, with everything that goes beside the text. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.staylog");

    public CapturedLog() {
        start();
        logger.setLevel(Level.INFO); // The tests' own level is higher, to keep them quiet.
        logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        events.add(event);
        lines.add(event.getFormattedMessage() + " " + event.getMDCPropertyMap() + " " + event.getThrowableProxy());
    }

    /** What goes beside a line that has this text. */
    public Map<String, String> fields(String text) {
        return events.stream()
                .filter(event -> event.getFormattedMessage().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line says: " + text + "; but: " + text()))
                .getMDCPropertyMap();
    }

    public String text() {
        return lines.stream().collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(null);
        stop();
    }
}
