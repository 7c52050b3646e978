/** {@code staylog verify}: the checker, from the command line. */
@NullMarked
package io.staylog.cli.verify;

import org.jspecify.annotations.NullMarked;
