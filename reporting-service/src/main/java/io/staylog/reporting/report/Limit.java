package io.staylog.reporting.report;

/**
 * How many rows of a list are wanted at once.
 *
 * @param rows 1 to {@value #ROWS_MAX}
 */
public record Limit(int rows) {
    /** The most rows of one page. */
    public static final int ROWS_MAX = 200;

    /**
     * Refuses limits out of range.
     *
     * @throws ReportException with code {@code limit_out_of_range}
     */
    public Limit {
        if (rows < 1 || rows > ROWS_MAX) {
            throw ReportException.badRequest(
                    "limit_out_of_range", "A limit lies between 1 and " + ROWS_MAX + ".", "limit");
        }
    }
}
