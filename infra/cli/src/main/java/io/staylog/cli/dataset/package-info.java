/** The public data set of 119,390 bookings: replayed as a client would, and its results compared. */
@NullMarked
package io.staylog.cli.dataset;

import org.jspecify.annotations.NullMarked;
