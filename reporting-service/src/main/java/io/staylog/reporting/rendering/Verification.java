package io.staylog.reporting.rendering;

import io.staylog.reporting.document.Heading.StandsOn;
import io.staylog.reporting.projection.Past;
import io.staylog.reporting.rendering.DocumentMaker.Made;
import io.staylog.reporting.report.DocumentList;
import io.staylog.reporting.report.DocumentList.Document;
import io.staylog.reporting.report.Snapshot;
import io.staylog.schemas.report.DocumentFormat;
import io.staylog.schemas.report.DocumentKind;
import io.staylog.schemas.report.DocumentRequested;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes stored documents anew and compares: first from the rows as they are now, and where that differs from the log, folded
 * up to the very offsets that the document stands on.
 */
public final class Verification {
    private static final Logger LOG = LoggerFactory.getLogger(Verification.class);
    private static final int REMEMBERED_MAX = 100;
    private static final long LOOK_EVERY_MS = 100;

    /** How far a verification is. */
    public enum Phase {
        RUNNING,
        DONE,
        FAILED
    }

    /** What the document was made anew from. */
    public enum From {
        ROWS,
        LOG
    }

    /**
     * A verification.
     *
     * @param equal whether the bytes are the same; null before that is known
     * @param from what it was last made from; null before that is known
     * @param sha256 of what was told of on the log
     * @param sha256Again of what was made now
     * @param differences what differs, line by line as far as that can be said
     * @param reason why it failed, or what else is to be known
     */
    public record Verified(
            UUID documentId,
            Phase phase,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Boolean equal,
            @Nullable From from,
            @Nullable String sha256,
            @Nullable String sha256Again,
            List<String> differences,
            String reason) {
        /** Whether it has ended. */
        public boolean hasEnded() {
            return phase != Phase.RUNNING;
        }
    }

    private final DocumentMaker maker;
    private final Snapshot live;
    private final Past past;
    private final DocumentList list;
    private final StoredDocuments stored;
    private final InstantSource clock;
    private final Map<UUID, Verified> results = new LinkedHashMap<>();

    Verification(
            DocumentMaker maker,
            Snapshot live,
            Past past,
            DocumentList list,
            StoredDocuments stored,
            InstantSource clock) {
        this.maker = maker;
        this.live = live;
        this.past = past;
        this.list = list;
        this.stored = stored;
        this.clock = clock;
    }

    /** Begins one on a thread of its own, unless one of this document is under way here. */
    public void begin(UUID documentId) {
        synchronized (results) {
            var before = results.get(documentId);
            if (before != null && !before.hasEnded()) {
                return;
            }
            results.remove(documentId);
            results.put(
                    documentId,
                    new Verified(
                            documentId, Phase.RUNNING, clock.instant(), null, null, null, null, null, List.of(), ""));
            while (results.size() > REMEMBERED_MAX) {
                results.remove(results.keySet().iterator().next());
            }
        }
        Thread.ofVirtual().name("verification").start(() -> run(documentId));
    }

    /** The last one of this document that this process knows; null where there is none. */
    public @Nullable Verified last(UUID documentId) {
        synchronized (results) {
            return results.get(documentId);
        }
    }

    /** The same, when it has ended or the time is over. */
    public Verified await(UUID documentId, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        var result = Objects.requireNonNull(last(documentId));
        while (!result.hasEnded() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(LOOK_EVERY_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return result;
            }
            result = Objects.requireNonNull(last(documentId));
        }
        return result;
    }

    private void run(UUID documentId) {
        try {
            var document = list.document(documentId).rows().getFirst();
            var standsOn = standsOn(document);
            if (standsOn == null) {
                end(documentId, Phase.FAILED, null, null, null, null, List.of(), "The document is not there yet.");
                return;
            }
            compare(document, standsOn);
        } catch (RuntimeException e) {
            LOG.warn("a verification failed", e);
            end(documentId, Phase.FAILED, null, null, null, null, List.of(), String.valueOf(e.getMessage()));
        }
    }

    private void compare(Document document, StandsOn standsOn) {
        var request = request(document);
        var sha256 = Objects.requireNonNull(document.sha256());
        if (sha256.equals(again(request, live, standsOn))) {
            end(document.documentId(), Phase.DONE, true, From.ROWS, sha256, sha256, List.of(), "");
            return;
        }
        // The rows may know by now what happened later; the log up to there cannot.
        var made = past.at(plain(standsOn), schema -> maker.make(request, live.of(schema), standsOn));
        var again = Digests.sha256(made.document().bytes());
        boolean equal = sha256.equals(again);
        end(
                document.documentId(),
                Phase.DONE,
                equal,
                From.LOG,
                sha256,
                again,
                equal ? List.of() : differences(document, made),
                equal ? "" : why(document));
    }

    private @Nullable String again(DocumentRequested request, Snapshot rows, StandsOn standsOn) {
        try {
            return Digests.sha256(maker.make(request, rows, standsOn).document().bytes());
        } catch (io.staylog.reporting.sources.SourceException e) {
            // What it was about may have gone from the rows; the log says more.
            return null;
        }
    }

    private List<String> differences(Document document, Made made) {
        var before = stored.bytes(document.documentId());
        return before == null
                ? List.of()
                : Differences.between(before, made.document().bytes(), document.format());
    }

    private String why(Document document) {
        if (document.state().equals(DocumentList.State.ERASED.name())) {
            return "A guest whom the document named has been erased since, so the same bytes can never come again.";
        }
        long erased = stored.erasedSince(document.documentId());
        return erased > 0
                ? erased + " guests have been erased since the document was made; their names are not in it again."
                : "Names of guests are kept only as they are now: a name that was changed since differs. Anything else is a"
                        + " change of the program, of its fonts, or of the log.";
    }

    private static Map<String, Map<Integer, Long>> plain(StandsOn standsOn) {
        return new HashMap<>(standsOn.offsets());
    }

    private static @Nullable StandsOn standsOn(Document document) {
        var said = document.standsOn();
        if (said == null || document.sha256() == null) {
            return null;
        }
        var offsets = new HashMap<String, Map<Integer, Long>>();
        said.forEach((topic, partitions) -> {
            var numbers = new HashMap<Integer, Long>();
            partitions.forEach((partition, next) -> numbers.put(Integer.valueOf(partition), next));
            offsets.put(topic, numbers);
        });
        return StandsOn.of(offsets, document.dataAt()).linkingTo(Objects.requireNonNullElse(document.publicUrl(), ""));
    }

    private static DocumentRequested request(Document document) {
        return DocumentRequested.newBuilder()
                .setRequestId(document.documentId())
                .setHotelId(document.hotelId())
                .setKind(DocumentKind.valueOf(document.kind()))
                .setFormat(DocumentFormat.valueOf(document.format()))
                .setBusinessDate(document.businessDate())
                .setFromDate(document.fromDate())
                .setToDate(document.toDate())
                .setBookingId(document.bookingId())
                .setSeries(document.series())
                .setNumber(document.number())
                .setIsNightly(document.nightly())
                .build();
    }

    private void end(
            UUID id,
            Phase phase,
            @Nullable Boolean equal,
            @Nullable From from,
            @Nullable String sha256,
            @Nullable String again,
            List<String> differences,
            String reason) {
        synchronized (results) {
            var before = Objects.requireNonNull(results.get(id));
            results.put(
                    id,
                    new Verified(
                            id,
                            phase,
                            before.startedAt(),
                            clock.instant(),
                            equal,
                            from,
                            sha256,
                            again,
                            List.copyOf(differences),
                            reason));
        }
    }
}
