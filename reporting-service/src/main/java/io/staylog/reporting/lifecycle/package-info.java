/** What runs beside requests for as long as the application does. It knows nothing of what is done. */
@NullMarked
package io.staylog.reporting.lifecycle;

import org.jspecify.annotations.NullMarked;
