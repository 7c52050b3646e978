/** What payment-service shows: a read model folded from {@code payment.events}, the same on every instance. */
@NullMarked
package io.staylog.payment.view;

import org.jspecify.annotations.NullMarked;
