/** Folds the event topics into rows, each batch together with the offsets it ends at. */
@NullMarked
package io.staylog.reporting.projection;

import org.jspecify.annotations.NullMarked;
