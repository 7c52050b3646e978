/** What a person or a script sees: text, JSON, exit codes. */
@NullMarked
package io.staylog.cli.terminal;

import org.jspecify.annotations.NullMarked;
