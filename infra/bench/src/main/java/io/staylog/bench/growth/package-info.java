/** What becomes of speed as the past gets longer. */
@NullMarked
package io.staylog.bench.growth;

import org.jspecify.annotations.NullMarked;
