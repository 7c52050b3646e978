/** Who asks: hotels, requests and the times at which they come. */
@NullMarked
package io.staylog.bench.load;

import org.jspecify.annotations.NullMarked;
