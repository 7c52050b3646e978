package io.staylog.payment.bank;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The banks that are set up, by name. */
public final class Gateways implements AutoCloseable {
    private final String usual;
    private final Map<String, BankGateway> byName;

    /**
     * Takes them all.
     *
     * @param usual the one that an instruction without a name means
     */
    public Gateways(String usual, Map<String, BankGateway> byName) {
        if (!byName.containsKey(usual)) {
            throw new IllegalArgumentException("the usual bank " + usual + " is none of " + byName.keySet());
        }
        this.usual = usual;
        this.byName = Map.copyOf(byName);
    }

    /** The full name of a bank: an instruction from before there were several has none. */
    public String nameOf(String gateway) {
        return gateway.isEmpty() ? usual : gateway;
    }

    /** The bank of that name, null where none of that name is set up. */
    public @Nullable BankGateway find(String gateway) {
        return byName.get(nameOf(gateway));
    }

    /** All names, in order. */
    public Collection<String> names() {
        return new TreeMap<>(byName).keySet();
    }

    Map<String, BankGateway> all() {
        return byName;
    }

    /** The longest that a call to any of them takes. */
    public Duration answerWithin() {
        return byName.values().stream()
                .map(BankGateway::answersWithin)
                .max(Duration::compareTo)
                .orElseThrow();
    }

    @Override
    public void close() {
        byName.values().forEach(BankGateway::close);
    }
}
