/** Tests from outside whether money has moved as it must. Nothing here is shared with what is tested. */
@NullMarked
package io.staylog.checker;

import org.jspecify.annotations.NullMarked;
