/** Records as bytes in Confluent's wire format, and the registry that knows their schemas. */
@NullMarked
package io.staylog.schemas.serde;

import org.jspecify.annotations.NullMarked;
