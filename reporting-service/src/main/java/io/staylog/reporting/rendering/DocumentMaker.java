package io.staylog.reporting.rendering;

import io.staylog.reporting.document.Heading.StandsOn;
import io.staylog.reporting.document.RenderedDocument;
import io.staylog.reporting.report.Snapshot;
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
     * @throws UnmakeableException if it cannot be made, however often it is tried
     */
    Made make(DocumentRequested request, Snapshot rows, @Nullable StandsOn said);

    /**
     * A document and what it stands on.
     *
     * @param isFinal whether its business date had been closed
     */
    record Made(RenderedDocument document, StandsOn standsOn, boolean isFinal) {}

    /** What was asked for cannot be made; the request is answered with the reason. */
    final class UnmakeableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String code;

        /**
         * A reason.
         *
         * @param code a word that stays, for example {@code unknown_hotel}
         * @param message a sentence with the next step
         */
        public UnmakeableException(String code, String message) {
            super(message);
            this.code = code;
        }

        /** The word that stays. */
        public String code() {
            return code;
        }
    }
}
