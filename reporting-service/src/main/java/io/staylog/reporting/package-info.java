/** Turns events into rows, and rows into what a manager reads. */
@NullMarked
package io.staylog.reporting;

import org.jspecify.annotations.NullMarked;
