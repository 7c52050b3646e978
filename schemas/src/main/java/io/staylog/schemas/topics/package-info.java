/** Creates the topics and reads their settings back. */
@NullMarked
package io.staylog.schemas.topics;

import org.jspecify.annotations.NullMarked;
