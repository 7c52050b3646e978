package io.staylog.payment.bad.web;

import io.staylog.payment.bad.bank.north.NorthBank;
import io.staylog.payment.bad.domain.OpenEvent;
import io.staylog.payment.bad.stream.Loop;
import io.staylog.schemas.payment.PaymentVoided;
import java.net.http.HttpClient;

/** Knows the loop, a record of the contract, the outside, a bank's own class, and an event that knows it too. */
public record Page(Loop loop, PaymentVoided event, HttpClient client, NorthBank bank, OpenEvent source) {}
