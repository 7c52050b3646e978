package io.staylog.guard;

/**
 * One thing that breaks the promise.
 *
 * @param weight where it counts
 * @param where the topic, broker, client or file that has it
 * @param setting its name; empty where it is no setting
 * @param value what it is; empty where it is no setting
 * @param must what it must be; empty where it is no setting
 * @param says the whole in a sentence
 * @param next what to do
 */
public record Breach(Weight weight, String where, String setting, String value, String must, String says, String next) {

    /** Where a breach counts. */
    public enum Weight {
        /** Everywhere: nothing justifies it. */
        ALWAYS,
        /** In production; with a single broker it cannot be helped, and is said aloud. */
        ONE_DISK,
        /** In production. */
        PRODUCTION,
        /** Nowhere: nobody knows, because the brokers do not tell. */
        UNTOLD
    }

    /** A setting that is not what it must be. */
    public static Breach setting(Weight weight, String where, String setting, String value, String must, String next) {
        return new Breach(
                weight,
                where,
                setting,
                value,
                must,
                where + (Names.isSeveral(where) ? " have " : " has ") + setting + "=" + value + ", but must have "
                        + must,
                next);
    }

    /** Something else. */
    public static Breach fact(Weight weight, String where, String says, String next) {
        return new Breach(weight, where, "", "", "", says, next);
    }

    /** What it is and what to do, for a person. */
    public String sentence() {
        return says + "; " + next;
    }
}
