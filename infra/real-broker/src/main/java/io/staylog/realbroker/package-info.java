/** A real Kafka broker and killable child JVMs for tests. Knows no other module, so every module's tests may use it. */
@NullMarked
package io.staylog.realbroker;

import org.jspecify.annotations.NullMarked;
