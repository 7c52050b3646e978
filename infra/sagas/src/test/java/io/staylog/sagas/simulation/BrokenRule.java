package io.staylog.sagas.simulation;

/** Something has happened that must never happen. */
final class BrokenRule extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final String rule;

    /**
     * Names what is broken.
     *
     * @param rule the same for whatever breaks it
     * @param how what has broken it this time
     */
    BrokenRule(String rule, String how) {
        super(rule + ": " + how);
        this.rule = rule;
    }

    String rule() {
        return rule;
    }
}
