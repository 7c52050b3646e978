/** The form of what stands in a dead-letter topic and beside a position: what services write, and operators read. */
@NullMarked
package io.staylog.deadletters;

import org.jspecify.annotations.NullMarked;
