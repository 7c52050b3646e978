/** The ledger file, and the bank whose every decision is in that file before anybody hears of it. */
@NullMarked
package io.staylog.banksimulator.ledger;

import org.jspecify.annotations.NullMarked;
