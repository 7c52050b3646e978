/** The HTTP edge of booking-service. */
@NullMarked
package io.staylog.bench.http;

import org.jspecify.annotations.NullMarked;
