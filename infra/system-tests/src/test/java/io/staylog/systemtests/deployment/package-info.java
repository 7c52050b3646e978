/** What runs the whole of Staylog for the tests: processes on this machine, or containers. */
@NullMarked
package io.staylog.systemtests.deployment;

import org.jspecify.annotations.NullMarked;
