/** The invariants, folded over records in the order of the log. No clock, no log, no network. */
@NullMarked
package io.staylog.checker.rules;

import org.jspecify.annotations.NullMarked;
