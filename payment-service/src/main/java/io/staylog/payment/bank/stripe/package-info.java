/** Stripe, and whatever speaks its API. Nobody outside knows more of it than its name. */
@NullMarked
package io.staylog.payment.bank.stripe;

import org.jspecify.annotations.NullMarked;
