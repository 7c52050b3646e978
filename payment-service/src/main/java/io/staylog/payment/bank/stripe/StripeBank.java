package io.staylog.payment.bank.stripe;

import io.staylog.payment.bank.BankGateway;
import io.staylog.payment.bank.GatewayKind;

/** Stripe. */
public final class StripeBank implements GatewayKind {
    static final String NAME = "stripe";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public BankGateway create(Setting setting) {
        return new StripeGateway(setting.as(StripeSettings.class));
    }
}
