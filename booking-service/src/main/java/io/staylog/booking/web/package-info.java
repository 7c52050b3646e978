/** The HTTP edge: checks the shape of what is asked, writes it to the log, and says what came of it. It decides nothing. */
@NullMarked
package io.staylog.booking.web;

import org.jspecify.annotations.NullMarked;
