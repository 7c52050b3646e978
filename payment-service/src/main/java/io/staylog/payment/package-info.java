/** Takes the money for a booking once, and can prove it. */
@NullMarked
package io.staylog.payment;

import org.jspecify.annotations.NullMarked;
