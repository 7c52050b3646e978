/** The only way to the bank: a worker that carries out instructions, many at a time, and writes down what was answered. */
@NullMarked
package io.staylog.payment.bank;

import org.jspecify.annotations.NullMarked;
