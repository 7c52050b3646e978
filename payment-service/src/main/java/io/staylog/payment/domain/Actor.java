package io.staylog.payment.domain;

/**
 * Who asked for something. Never a name.
 *
 * @param type the kind of party, for example STAFF
 * @param id the party's own id, empty where none is known
 */
public record Actor(String type, String id) {
    /** Nobody said who. */
    public static final Actor UNKNOWN = new Actor("UNKNOWN", "");

    boolean isKnown() {
        return !id.isBlank();
    }
}
