package io.staylog.systemtests.faults;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param op what is asked for, in the words of the history
 * @param booking what it is about
 */
record Asked(
        UUID requestId, String op, String hotel, @Nullable UUID booking) {}
