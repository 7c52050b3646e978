/** Commands that create and check topics. */
@NullMarked
package io.staylog.cli.topics;

import org.jspecify.annotations.NullMarked;
