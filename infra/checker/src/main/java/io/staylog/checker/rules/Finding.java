package io.staylog.checker.rules;

/**
 * A place where an invariant does not hold.
 *
 * @param at the record that breaks it
 * @param timeMs when that was, in milliseconds since the epoch
 * @param message one sentence for a person
 */
public record Finding(Invariant invariant, Place at, long timeMs, String message) {}
