package io.staylog.reporting.rendering;

import io.staylog.reporting.document.Heading.StandsOn;
import io.staylog.reporting.document.RenderedDocument;
import io.staylog.reporting.report.Snapshot;
import io.staylog.reporting.sources.SourceException;
import io.staylog.schemas.report.DocumentRequested;
import org.jspecify.annotations.Nullable;

/** Makes what was asked for from the rows of one moment. */
@FunctionalInterface
public interface DocumentMaker {
    /**
     * Makes a document.
     *
     * @param rows where the rows are
     * @param said what the document shall say that it stands on; null for what the rows really stand on
     * @throws SourceException if it cannot be made, however often it is tried
     */
    Made make(DocumentRequested request, Snapshot rows, @Nullable StandsOn said);

    /**
     * A document and what it stands on.
     *
     * @param isFinal whether its business date had been closed
     */
    record Made(RenderedDocument document, StandsOn standsOn, boolean isFinal) {}
}
