package io.staylog.payment.bad.stream;

import io.staylog.payment.bad.bank.Caller;
import io.staylog.payment.bad.web.Page;

/** Knows the way to the bank, and a page. */
public record Loop(Caller caller, Page page) {}
