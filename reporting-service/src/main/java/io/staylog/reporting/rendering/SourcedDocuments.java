package io.staylog.reporting.rendering;

import io.staylog.reporting.document.DocumentFormat;
import io.staylog.reporting.document.Documents;
import io.staylog.reporting.document.Heading.StandsOn;
import io.staylog.reporting.report.Snapshot;
import io.staylog.reporting.sources.DocumentSources;
import io.staylog.reporting.sources.SourceException;
import io.staylog.schemas.report.DocumentRequested;
import org.jspecify.annotations.Nullable;

/** Makes documents from what the rows say. */
record SourcedDocuments(DocumentSources sources, Documents documents) implements DocumentMaker {
    @Override
    public Made make(DocumentRequested request, Snapshot rows, @Nullable StandsOn said) {
        var sourced = sources.of(request, rows, said);
        return new Made(documents.render(sourced.source(), format(request)), sourced.standsOn(), sourced.isFinal());
    }

    private static DocumentFormat format(DocumentRequested request) {
        return switch (request.getFormat()) {
            case PDF -> DocumentFormat.PDF;
            case CSV -> DocumentFormat.CSV;
            case XLSX -> DocumentFormat.XLSX;
            case JSONL -> DocumentFormat.JSONL;
            case UNKNOWN ->
                throw new SourceException(
                        "format_not_offered",
                        "This format is newer than the renderer; ask for PDF, CSV, XLSX or JSONL.");
        };
    }
}
