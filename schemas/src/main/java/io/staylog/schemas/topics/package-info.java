/** Creates the topics, and lets a service begin when topics and schemas are as they must be. */
@NullMarked
package io.staylog.schemas.topics;

import org.jspecify.annotations.NullMarked;
