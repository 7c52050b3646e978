/** Every rule bites. */
@NullMarked
package io.staylog.schemas.evolution;

import org.jspecify.annotations.NullMarked;
