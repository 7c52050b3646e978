/** Decides who gets which room, from the events of the hotel alone. */
@NullMarked
package io.staylog.booking;

import org.jspecify.annotations.NullMarked;
