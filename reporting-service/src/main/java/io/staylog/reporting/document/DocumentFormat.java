package io.staylog.reporting.document;

/** What a document's bytes are. */
public enum DocumentFormat {
    PDF("application/pdf", "pdf"),
    CSV("text/csv;charset=UTF-8", "csv"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    JSONL("application/jsonl", "jsonl");

    private final String mediaType;
    private final String suffix;

    DocumentFormat(String mediaType, String suffix) {
        this.mediaType = mediaType;
        this.suffix = suffix;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The end of a file's name, without the dot. */
    public String suffix() {
        return suffix;
    }
}
