package io.staylog.reporting.rendering;

import io.staylog.reporting.document.DocumentException;
import io.staylog.reporting.rendering.Desk.End;
import io.staylog.reporting.rendering.DocumentMaker.Made;
import io.staylog.reporting.rendering.WorkBoard.Outcome;
import io.staylog.reporting.report.DocumentList;
import io.staylog.reporting.report.ReportException;
import io.staylog.reporting.report.Snapshot;
import io.staylog.reporting.sources.SourceException;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.report.DocumentFailed;
import io.staylog.schemas.report.DocumentRendered;
import io.staylog.schemas.report.DocumentRequested;
import io.staylog.schemas.report.SourceOffset;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a document once: it is stored before it is told of, and told of before the request is done with. Whoever gets the same
 * request again finds what is there and goes on behind it.
 */
final class RenderingJob {
    private static final Logger LOG = LoggerFactory.getLogger(RenderingJob.class);
    private static final long LOOK_EVERY_MS = 100;

    /** What an attempt needs. */
    record Tools(
            DocumentMaker maker,
            Snapshot live,
            DocumentList list,
            StoredDocuments stored,
            WorkBoard board,
            ReportLog log,
            Reached reached,
            RenderingMetrics metrics) {}

    private final Tools tools;
    private final RenderingSettings settings;
    private final String renderer;

    RenderingJob(Tools tools, RenderingSettings settings, String renderer) {
        this.tools = tools;
        this.settings = settings;
        this.renderer = renderer;
    }

    End render(DocumentRequested request, ConsumerRecord<byte[], byte[]> input) {
        if (isAnswered(request, input)) {
            return End.DONE;
        }
        int delivery = input.deliveryCount().map(Short::intValue).orElse(1);
        if (delivery > settings.attemptsMax()) {
            return fail(
                    request,
                    "attempts_exhausted",
                    "It was tried " + settings.attemptsMax() + " times; the logs of the renderers say what happened."
                            + " Ask again when that is mended.",
                    input);
        }
        tools.board().begins(request.getRequestId(), renderer, delivery);
        long startedNs = System.nanoTime();
        try {
            var end = attempt(request, input);
            tools.metrics().took(request.getKind(), request.getFormat(), System.nanoTime() - startedNs);
            return end;
        } catch (SourceException e) {
            return fail(request, e.code(), String.valueOf(e.getMessage()), input);
        } catch (DocumentException e) {
            return fail(request, e.code(), String.valueOf(e.getMessage()), input);
        } catch (RuntimeException e) {
            if (Desk.isPassing(e)) {
                throw e;
            }
            return e instanceof ReportException no
                    ? fail(request, no.code(), String.valueOf(no.getMessage()), input)
                    : again(request, delivery, e, input);
        }
    }

    /** Tells, where that has not been done, of what is stored already. */
    private boolean isAnswered(DocumentRequested request, ConsumerRecord<byte[], byte[]> input) {
        var stored = tools.stored().find(request.getRequestId());
        if (stored.isPresent()) {
            if (!stored.get().isAnnounced()) {
                announce(request, stored.get().event(), input);
            }
            return true;
        }
        // Answered before, but the stored files are of another database than they were then.
        return tools.list().isAnswered(request.getRequestId());
    }

    private End attempt(DocumentRequested request, ConsumerRecord<byte[], byte[]> input) {
        awaitRows(input);
        while (true) {
            var readAt = tools.stored().now();
            var made = tools.maker().make(request, tools.live(), null);
            if (made.document().bytes().length > settings.fileBytesMax()) {
                return fail(
                        request,
                        "too_large",
                        "The file would have more than " + settings.fileBytesMax() + " bytes; ask for a shorter time.",
                        input);
            }
            var event = rendered(request, made);
            var bytes = tools.log().encode(Topics.REPORT_EVENTS, event);
            if (tools.stored().put(made.document(), event, bytes, readAt, renderer)) {
                // Not what was made now, but what is stored: somebody else may have been faster.
                announce(
                        request,
                        tools.stored()
                                .find(request.getRequestId())
                                .orElseThrow()
                                .event(),
                        input);
                return End.DONE;
            }
            LOG.info("a guest was erased whom a document named; it is made anew");
        }
    }

    private void awaitRows(ConsumerRecord<?, ?> input) {
        var after = EventHeaders.text(input.headers(), ReportLog.AFTER);
        long deadline = System.nanoTime() + settings.awaitProjection().toNanos();
        while (!tools.reached().are(after)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the rows have not reached " + after + " within "
                        + settings.awaitProjection().toMillis() + " ms");
            }
            try {
                Thread.sleep(LOOK_EVERY_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for the rows", e);
            }
        }
    }

    private static DocumentRendered rendered(DocumentRequested request, Made made) {
        var file = made.document();
        return DocumentRendered.newBuilder()
                .setRequestId(request.getRequestId())
                .setHotelId(request.getHotelId())
                .setKind(request.getKind())
                .setFormat(request.getFormat())
                .setBusinessDate(request.getBusinessDate())
                .setFromDate(request.getFromDate())
                .setToDate(request.getToDate())
                .setBookingId(request.getBookingId())
                .setSeries(request.getSeries())
                .setNumber(request.getNumber())
                .setIsNightly(request.getIsNightly())
                .setFileName(file.fileName())
                .setSizeBytes(file.bytes().length)
                .setSha256(Digests.sha256(file.bytes()))
                .setStandsOn(standsOn(made))
                .setDataAt(made.standsOn().dataAt())
                .setIsFinal(made.isFinal())
                .setPublicUrl(made.standsOn().publicUrl())
                .build();
    }

    private static List<SourceOffset> standsOn(Made made) {
        return made.standsOn().offsets().entrySet().stream()
                .flatMap(topic -> topic.getValue().entrySet().stream()
                        .map(p -> new SourceOffset(topic.getKey(), p.getKey(), p.getValue())))
                .toList();
    }

    private void announce(DocumentRequested request, byte[] event, ConsumerRecord<?, ?> input) {
        var id = Desk.eventId(request.getRequestId(), "rendered");
        tools.log().tellStored(event, request.getHotelId(), id, input);
        tools.stored().announced(request.getRequestId());
        tools.board().ends(request.getRequestId(), renderer, Outcome.RENDERED);
        tools.metrics().rendered(request.getKind(), request.getFormat());
    }

    private End again(
            DocumentRequested request, int delivery, RuntimeException cause, ConsumerRecord<byte[], byte[]> input) {
        if (delivery >= settings.attemptsMax()) {
            LOG.error("document {} could not be made, and is given up", request.getRequestId(), cause);
            return fail(
                    request,
                    "rendering_failed",
                    "It failed " + delivery + " times, last with "
                            + cause.getClass().getSimpleName()
                            + "; the logs of the renderers say more. Ask again when that is mended.",
                    input);
        }
        LOG.warn("document {} could not be made, attempt {}", request.getRequestId(), delivery, cause);
        tools.board().ends(request.getRequestId(), renderer, Outcome.TO_BE_TRIED_AGAIN);
        return End.AGAIN;
    }

    private End fail(DocumentRequested request, String code, String message, ConsumerRecord<?, ?> input) {
        var event = new DocumentFailed(
                request.getRequestId(), request.getHotelId(), request.getKind(), request.getFormat(), code, message);
        tools.log().tell(event, request.getHotelId(), Desk.eventId(request.getRequestId(), "failed"), input);
        tools.board().ends(request.getRequestId(), renderer, Outcome.FAILED);
        tools.metrics().failed(request.getKind(), request.getFormat(), code);
        return End.DONE;
    }
}
