/** Tests of the wire format, against an HTTP double of a registry. */
@NullMarked
package io.staylog.schemas.serde;

import org.jspecify.annotations.NullMarked;
