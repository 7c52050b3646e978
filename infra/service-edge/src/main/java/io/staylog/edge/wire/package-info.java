/** How records of the contract come to an engine. Knows neither Spring nor a service. */
@NullMarked
package io.staylog.edge.wire;

import org.jspecify.annotations.NullMarked;
