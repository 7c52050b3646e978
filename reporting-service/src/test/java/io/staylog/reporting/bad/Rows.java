package io.staylog.reporting.bad;

/** Bad on purpose: a row that is no record. */
public final class Rows {
    public static class Mutable {
        public int nights;
    }
}
