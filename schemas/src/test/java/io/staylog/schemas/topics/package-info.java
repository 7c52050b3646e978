/** Tests of the topics, against a real broker. */
@NullMarked
package io.staylog.schemas.topics;

import org.jspecify.annotations.NullMarked;
