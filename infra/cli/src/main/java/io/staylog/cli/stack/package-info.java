/** Commands that start and stop the local stack. */
@NullMarked
package io.staylog.cli.stack;

import org.jspecify.annotations.NullMarked;
