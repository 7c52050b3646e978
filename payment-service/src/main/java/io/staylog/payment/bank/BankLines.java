package io.staylog.payment.bank;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ways to all banks. */
final class BankLines {
    private final Gateways gateways;
    private final Map<String, BankLine> byName = new TreeMap<>();

    BankLines(Gateways gateways, BankWorkerSettings settings, InstantSource clock) {
        this.gateways = gateways;
        gateways.all().forEach((name, gateway) -> byName.put(name, new BankLine(name, gateway, settings, clock)));
    }

    Collection<BankLine> all() {
        return byName.values();
    }

    /** The way that an instruction takes; null where its bank is not set up. */
    @Nullable
    BankLine of(BankOrder order) {
        return byName.get(gateways.nameOf(order.gateway()));
    }

    Map<String, BankStanding> standings() {
        return byName.values().stream().collect(Collectors.toUnmodifiableMap(BankLine::name, BankLine::standing));
    }
}
