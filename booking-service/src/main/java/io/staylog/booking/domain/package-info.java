/** The rules of a hotel: what may be sold, to whom, on which terms. Pure: no clock, no I/O, no randomness. */
@NullMarked
package io.staylog.booking.domain;

import org.jspecify.annotations.NullMarked;
