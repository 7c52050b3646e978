/** Tests that see only what a customer sees: processes, topics and HTTP. */
@NullMarked
package io.staylog.systemtests;

import org.jspecify.annotations.NullMarked;
