package io.staylog.sagas.simulation;

/** Something has happened that must never happen. */
final class BrokenRule extends AssertionError {
    private static final long serialVersionUID = 1L;

    BrokenRule(String what) {
        super(what);
    }
}
