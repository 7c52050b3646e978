/** Makes the event catalogue. It runs in the build only and is not in the jar. */
@NullMarked
package io.staylog.schemas.catalogue;

import org.jspecify.annotations.NullMarked;
