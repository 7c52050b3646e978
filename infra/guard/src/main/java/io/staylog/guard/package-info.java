/** Which settings keep the promise that nothing is lost and nothing happens twice, and which break it. */
@NullMarked
package io.staylog.guard;

import org.jspecify.annotations.NullMarked;
