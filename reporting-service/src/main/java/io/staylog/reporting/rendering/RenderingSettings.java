package io.staylog.reporting.rendering;

import io.staylog.reporting.document.DocumentFormat;
import io.staylog.reporting.document.DocumentKind;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How documents are made.
 *
 * @param group share group of all renderers; its place in report.requests is kept by the brokers
 * @param renderers how many documents this process makes at once
 * @param attemptsMax after so many failed attempts a request is answered with a failure; fewer than the brokers' delivery
 *     limit (5 by default), after which they would pass over the request in silence
 * @param awaitProjection how long an attempt waits for the rows to reach what the request was caused by
 * @param renderWithin how long an attempt may take
 * @param answerAfter how long ago a request must have been made before it counts as passed over by the brokers
 * @param fileBytesMax largest file that is stored
 * @param keep how long files are kept; 0 for ever. Invoices and credit notes are kept in any case.
 * @param lookEvery how often the queue and the business dates are looked at
 * @param nightly what is asked for by itself when a business date has ended
 */
@ConfigurationProperties("staylog.rendering")
public record RenderingSettings(
        @DefaultValue("staylog-renderers") String group,
        @DefaultValue("1") int renderers,
        @DefaultValue("3") int attemptsMax,
        @DefaultValue("30s") Duration awaitProjection,
        @DefaultValue("5m") Duration renderWithin,
        @DefaultValue("1m") Duration answerAfter,
        @DefaultValue("33554432") int fileBytesMax,
        @DefaultValue("400d") Duration keep,
        @DefaultValue("1s") Duration lookEvery,
        @DefaultValue Nightly nightly) {

    /**
     * Documents that nobody needs to ask for.
     *
     * @param documents which; none where it is empty
     * @param ageMax business dates that ended longer ago are history, for which nobody waits
     * @param datesMax so many of a hotel's newest business dates at once; who closes more at once is replaying history
     */
    public record Nightly(
            @DefaultValue("DAILY_REPORT/PDF") List<String> documents,
            @DefaultValue("24h") Duration ageMax,
            @DefaultValue("3") int datesMax) {

        List<Wanted> wanted() {
            return documents.stream().map(Wanted::parse).toList();
        }
    }

    /** One kind of document that is made every night. */
    record Wanted(DocumentKind kind, DocumentFormat format) {
        static Wanted parse(String text) {
            try {
                var parts = text.strip().split("/", 2);
                return new Wanted(DocumentKind.valueOf(parts[0]), DocumentFormat.valueOf(parts[1]));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalArgumentException(
                        "staylog.rendering.nightly.documents must be a list such as DAILY_REPORT/PDF,ARRIVALS/CSV", e);
            }
        }
    }
}
