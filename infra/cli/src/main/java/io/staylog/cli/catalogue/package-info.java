/** The event catalogue on the command line. */
@NullMarked
package io.staylog.cli.catalogue;

import org.jspecify.annotations.NullMarked;
