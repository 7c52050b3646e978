/** Commands that read and write the log itself. */
@NullMarked
package io.staylog.cli.events;

import org.jspecify.annotations.NullMarked;
