/** Whole bookings, from the request to the report. */
@NullMarked
package io.staylog.bench.sagas;

import org.jspecify.annotations.NullMarked;
