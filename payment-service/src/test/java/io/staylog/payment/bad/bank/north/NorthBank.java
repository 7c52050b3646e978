package io.staylog.payment.bad.bank.north;

import io.staylog.payment.bad.bank.south.SouthBank;

/** Knows another bank. */
public record NorthBank(SouthBank other) {}
