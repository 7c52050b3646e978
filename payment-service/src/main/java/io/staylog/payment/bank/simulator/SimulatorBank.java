package io.staylog.payment.bank.simulator;

import io.staylog.payment.bank.BankGateway;
import io.staylog.payment.bank.GatewayKind;

/** The bank simulator, and whatever speaks its protocol. */
public final class SimulatorBank implements GatewayKind {
    static final String NAME = "simulator";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public BankGateway create(Setting setting) {
        return new SimulatorGateway(setting.as(SimulatorSettings.class));
    }
}
