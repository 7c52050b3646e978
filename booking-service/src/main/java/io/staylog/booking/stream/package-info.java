/** The rules of {@code domain} on the log: what records mean, and how state is kept. */
@NullMarked
package io.staylog.booking.stream;

import org.jspecify.annotations.NullMarked;
