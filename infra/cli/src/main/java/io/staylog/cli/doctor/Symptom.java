package io.staylog.cli.doctor;

/**
 * What was found at one place.
 *
 * @param check what was looked at
 * @param state how it is
 * @param says one sentence
 * @param next what to do; empty where nothing is
 */
record Symptom(String check, State state, String says, String next) {
    /** How a place is. */
    enum State {
        /** As it must be. */
        OK,
        /** Not as it must be. */
        WRONG,
        /** Nobody knows, because nobody answers. */
        UNREACHABLE
    }

    static Symptom ok(String check, String says) {
        return new Symptom(check, State.OK, says, "");
    }

    static Symptom wrong(String check, String says, String next) {
        return new Symptom(check, State.WRONG, says, next);
    }

    static Symptom unreachable(String check, String says, String next) {
        return new Symptom(check, State.UNREACHABLE, says, next);
    }

    /** One line for a person. */
    String line() {
        return String.format(
                "%-12s %-25s %s%s", state, check, says.replace('\n', ' '), next.isEmpty() ? "" : "; " + next);
    }
}
