/** The rules of payments: who may move money when, and what follows from what the bank says. Knows nothing but the JDK. */
@NullMarked
package io.staylog.payment.domain;

import org.jspecify.annotations.NullMarked;
