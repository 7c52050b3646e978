/** The command-line tool: every command is a class here. */
@NullMarked
package io.staylog.cli;

import org.jspecify.annotations.NullMarked;
