/** The way to the bank. */
@NullMarked
package io.staylog.bench.bank;

import org.jspecify.annotations.NullMarked;
