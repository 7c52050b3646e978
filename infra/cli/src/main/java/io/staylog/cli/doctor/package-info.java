/** Looks whether everything is as it must be, and says what to do where it is not. */
@NullMarked
package io.staylog.cli.doctor;

import org.jspecify.annotations.NullMarked;
