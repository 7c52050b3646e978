/** The catalogue says what the code says. */
@NullMarked
package io.staylog.schemas.catalogue;

import org.jspecify.annotations.NullMarked;
