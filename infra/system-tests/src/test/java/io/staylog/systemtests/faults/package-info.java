/** What Staylog survives: a cluster of real processes, faults drawn from a seed, a load with a history, and its figures. */
@NullMarked
package io.staylog.systemtests.faults;

import org.jspecify.annotations.NullMarked;
