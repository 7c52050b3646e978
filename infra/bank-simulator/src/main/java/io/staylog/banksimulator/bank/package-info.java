/** The rules of the bank: pure decisions over a state that is the fold of the ledger; no clock, no I/O. */
@NullMarked
package io.staylog.banksimulator.bank;

import org.jspecify.annotations.NullMarked;
