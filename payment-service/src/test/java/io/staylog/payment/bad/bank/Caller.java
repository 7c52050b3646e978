package io.staylog.payment.bad.bank;

import io.staylog.payment.bad.stream.Loop;

/** Knows the loop. */
public record Caller(Loop loop) {}
