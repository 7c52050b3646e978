/** The whole system on one machine, started and stopped as child processes. */
@NullMarked
package io.staylog.local;

import org.jspecify.annotations.NullMarked;
