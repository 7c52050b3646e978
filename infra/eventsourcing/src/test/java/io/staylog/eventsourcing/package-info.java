/** Tests of the engine on a real broker, with a toy service: {@link io.staylog.eventsourcing.Counters}. */
@NullMarked
package io.staylog.eventsourcing;

import org.jspecify.annotations.NullMarked;
