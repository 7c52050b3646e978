package io.staylog.reporting.rendering;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.reporting.document.Heading.StandsOn;
import io.staylog.reporting.document.RenderedDocument;
import io.staylog.reporting.report.Snapshot;
import io.staylog.reporting.sources.SourceException;
import io.staylog.schemas.report.DocumentRequested;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Makes one line of text, and does what the hotel's series says: so tests need no real document. */
@Configuration(proxyBeanMethods = false)
class PlainMaker {
    static final String FAILS = "FAILS";
    static final String IMPOSSIBLE = "IMPOSSIBLE";
    static final String WAITS = "WAITS";
    static final String DIES = "DIES";
    static final UUID GUEST = new UUID(7, 7);
    /** Closed by a test, opened by it. */
    static volatile CountDownLatch gate = new CountDownLatch(0);

    static final AtomicInteger MADE = new AtomicInteger();

    @Bean
    @Primary
    DocumentMaker makerForTests() {
        return PlainMaker::make;
    }

    private static DocumentMaker.Made make(DocumentRequested request, Snapshot rows, @Nullable StandsOn said) {
        MADE.incrementAndGet();
        switch (String.valueOf(request.getSeries())) {
            case FAILS -> throw new IllegalStateException("as the test wants it");
            case IMPOSSIBLE -> throw new SourceException("unknown_hotel", "There is no such hotel.");
            case WAITS -> await();
            case DIES -> signalAndStay();
            default -> {}
        }
        var read = rows.read(jdbc -> 1);
        var standsOn = said == null ? StandsOn.of(read.asOf(), read.newestEventAt()) : said;
        var bytes = (request.getHotelId() + " " + request.getBusinessDate() + " " + standsOn.inWords() + "\n")
                .getBytes(UTF_8);
        var document =
                new RenderedDocument(bytes, request.getHotelId() + ".csv", "text/csv", 0, Set.of(GUEST), Set.of());
        return new DocumentMaker.Made(document, standsOn, request.getBusinessDate() != null);
    }

    private static void await() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In a process of its own: says that it has begun, and never ends. */
    private static void signalAndStay() {
        var signal = System.getProperty("signal");
        // Only the first one stays: whoever takes over finds the sign, and goes on.
        if (signal != null && Files.notExists(Path.of(signal))) {
            try {
                Files.writeString(Path.of(signal), Instant.now().toString());
                new CountDownLatch(1).await();
            } catch (java.io.IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
