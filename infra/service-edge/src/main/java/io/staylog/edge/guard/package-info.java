/** Refuses to start a service with settings that would break the promise. */
@NullMarked
package io.staylog.edge.guard;

import org.jspecify.annotations.NullMarked;
