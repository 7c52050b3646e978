/** The bank simulator's protocol (infra/bank-simulator, protocol.md). Nobody outside knows more of it than its name. */
@NullMarked
package io.staylog.payment.bank.simulator;

import org.jspecify.annotations.NullMarked;
