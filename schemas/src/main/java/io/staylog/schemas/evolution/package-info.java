/** Judges a schema and a change of one, for the build and for the command line. */
@NullMarked
package io.staylog.schemas.evolution;

import org.jspecify.annotations.NullMarked;
