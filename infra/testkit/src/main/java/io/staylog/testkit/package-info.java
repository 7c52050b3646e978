/** What tests share: given events, when a command, then events; and a schema registry. */
@NullMarked
package io.staylog.testkit;

import org.jspecify.annotations.NullMarked;
