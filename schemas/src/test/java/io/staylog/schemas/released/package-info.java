/** Guards what was ever shipped. */
@NullMarked
package io.staylog.schemas.released;

import org.jspecify.annotations.NullMarked;
