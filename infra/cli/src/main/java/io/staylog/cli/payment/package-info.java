/** What people do about payments. */
@NullMarked
package io.staylog.cli.payment;

import org.jspecify.annotations.NullMarked;
