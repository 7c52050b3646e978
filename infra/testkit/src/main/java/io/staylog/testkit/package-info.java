/** What tests of deciders share: given events, when a command, then events. */
@NullMarked
package io.staylog.testkit;

import org.jspecify.annotations.NullMarked;
