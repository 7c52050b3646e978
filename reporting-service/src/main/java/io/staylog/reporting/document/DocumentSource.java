package io.staylog.reporting.document;

import java.util.Set;
import java.util.UUID;

/** Everything that stands in one document. What is not in here is not in the document. */
public sealed interface DocumentSource
        permits DailyReportSource, GuestListSource, PickupSource, FolioSource, InvoiceSource, ExportSource {

    Heading heading();

    DocumentKind kind();

    /** What tells this document from others of its kind in a file name, such as a date or a number. */
    String subject();

    /** The guests whose names stand in it. */
    Set<UUID> guests();
}
