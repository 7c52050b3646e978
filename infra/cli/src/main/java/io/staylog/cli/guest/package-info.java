/** What is known of guests, and how they are forgotten. */
@NullMarked
package io.staylog.cli.guest;

import org.jspecify.annotations.NullMarked;
