/** Reads what managers ask from the projected rows, always with the offsets that the answer stands on. */
@NullMarked
package io.staylog.reporting.report;

import org.jspecify.annotations.NullMarked;
