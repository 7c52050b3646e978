/** From requests on report.requests to stored files and report.events. */
@NullMarked
package io.staylog.reporting.rendering;

import org.jspecify.annotations.NullMarked;
