/** What services have in common at their Spring edges. Knows no service. */
@NullMarked
package io.staylog.edge;

import org.jspecify.annotations.NullMarked;
