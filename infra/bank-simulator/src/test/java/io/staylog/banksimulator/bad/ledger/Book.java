package io.staylog.banksimulator.bad.ledger;

import io.staylog.banksimulator.bad.http.Page;

/** Knows the page on which it is shown. */
public record Book(Page page) {}
