/** Double-entry bookkeeping as pure functions: what happened to a booking and its money in, journal entries out. */
@NullMarked
package io.staylog.reporting.ledger;

import org.jspecify.annotations.NullMarked;
