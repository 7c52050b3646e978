package io.staylog.payment.bad.bank.south;

/** Its own business. */
public record SouthBank(String name) {}
