/** How fast bookings are decided, beside a loop that only copies and beside Kafka Streams. */
@NullMarked
package io.staylog.bench.decisions;

import org.jspecify.annotations.NullMarked;
