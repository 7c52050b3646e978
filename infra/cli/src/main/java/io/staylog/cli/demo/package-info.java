/** A hotel that lives by itself, so that there is something to look at. */
@NullMarked
package io.staylog.cli.demo;

import org.jspecify.annotations.NullMarked;
