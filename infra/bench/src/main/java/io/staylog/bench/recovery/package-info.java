/** What a crash and a restart cost. */
@NullMarked
package io.staylog.bench.recovery;

import org.jspecify.annotations.NullMarked;
