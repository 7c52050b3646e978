/** The processes that are measured, and what they use. */
@NullMarked
package io.staylog.bench.stack;

import org.jspecify.annotations.NullMarked;
