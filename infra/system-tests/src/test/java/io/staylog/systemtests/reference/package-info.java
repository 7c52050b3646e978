/**
 * The booking rules a second time, as plainly as possible: they share nothing with the services and say what the services
 * must come to with the public data set.
 */
@NullMarked
package io.staylog.systemtests.reference;

import org.jspecify.annotations.NullMarked;
