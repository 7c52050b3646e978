/** What the bank simulator knows and does. */
@NullMarked
package io.staylog.cli.bank;

import org.jspecify.annotations.NullMarked;
