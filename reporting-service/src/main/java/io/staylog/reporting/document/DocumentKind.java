package io.staylog.reporting.document;

import java.util.Locale;

/** What a document tells. The schema of its columns has a version of its own, which goes up when a column changes. */
public enum DocumentKind {
    DAILY_REPORT(1, true),
    ARRIVALS(1, true),
    DEPARTURES(1, true),
    IN_HOUSE(1, true),
    NO_SHOWS(1, true),
    PICKUP(1, true),
    FOLIO(1, true),
    INVOICE(1, true),
    CREDIT_NOTE(1, true),
    BOOKINGS(1, false),
    STAY_NIGHTS(1, false),
    PAYMENTS(1, false),
    LEDGER(1, false),
    KPI_DAILY(1, false);

    private final int schemaVersion;
    private final boolean onPaper;

    DocumentKind(int schemaVersion, boolean onPaper) {
        this.schemaVersion = schemaVersion;
        this.onPaper = onPaper;
    }

    /** Whether it can be had as PDF. */
    public boolean isOnPaper() {
        return onPaper;
    }

    /** Small letters and hyphens, as in file names. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Names the columns of its CSV, XLSX and JSON Lines, for programs that read them. */
    public String schema() {
        return "staylog." + word() + ".v" + schemaVersion;
    }
}
