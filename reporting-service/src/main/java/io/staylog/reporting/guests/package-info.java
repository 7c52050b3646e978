/** Forgets guests, and says what had to stay. */
@NullMarked
package io.staylog.reporting.guests;

import org.jspecify.annotations.NullMarked;
