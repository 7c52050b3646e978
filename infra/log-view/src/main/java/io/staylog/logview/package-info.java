/** Reads a topic of events into a view that every instance has, waits for what it will show, and reads single events back. */
@NullMarked
package io.staylog.logview;

import org.jspecify.annotations.NullMarked;
