package io.staylog.cli.doctor;

import io.staylog.guard.Breach;
import org.jspecify.annotations.Nullable;

/**
 * What was found at one place.
 *
 * @param check what was looked at
 * @param state how it is
 * @param says one sentence
 * @param next what to do; empty where nothing is
 * @param breach what breaks the promise; null where it is something else
 */
record Symptom(
        String check,
        State state,
        String says,
        String next,
        @Nullable Breach breach) {
    /** How a place is. */
    enum State {
        /** As it must be. */
        OK,
        /** As it must be here, and not everywhere. */
        NOTE,
        /** Not as it must be. */
        WRONG,
        /** Nobody knows, because nobody answers. */
        UNREACHABLE
    }

    static Symptom ok(String check, String says) {
        return new Symptom(check, State.OK, says, "", null);
    }

    static Symptom note(String check, String says) {
        return new Symptom(check, State.NOTE, says, "", null);
    }

    static Symptom of(String check, Breach breach) {
        return new Symptom(check, State.WRONG, breach.says(), breach.next(), breach);
    }

    static Symptom wrong(String check, String says, String next) {
        return new Symptom(check, State.WRONG, says, next, null);
    }

    static Symptom unreachable(String check, String says, String next) {
        return new Symptom(check, State.UNREACHABLE, says, next, null);
    }

    /** One line for a person. */
    String line() {
        return String.format(
                "%-12s %-25s %s%s", state, check, says.replace('\n', ' '), next.isEmpty() ? "" : "; " + next);
    }
}
