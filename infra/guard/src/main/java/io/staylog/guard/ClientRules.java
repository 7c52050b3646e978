package io.staylog.guard;

import io.staylog.guard.Breach.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which of Kafka's client settings somebody may set for a service, and which the promise rests on. */
public final class ClientRules {
    private static final String OURS = "what the service says itself";
    private static final String SECURITY = "security.protocol";
    private static final String HOST_CHECK = "ssl.endpoint.identification.algorithm";
    private static final Set<String> ENCRYPTED = Set.of("SSL", "SASL_SSL");

    private record Rule(Predicate<String> good, String must) {}

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("isolation.level", only("read_committed")),
            Map.entry("acks", new Rule(Set.of("all", "-1")::contains, "all")),
            Map.entry("enable.idempotence", only("true")),
            Map.entry("enable.auto.commit", only("false")),
            Map.entry("allow.auto.create.topics", only("false")),
            // Those that must read everything say "earliest", those that know their place say "none".
            Map.entry("auto.offset.reset", new Rule(ClientRules::isNever, OURS)),
            Map.entry("max.in.flight.requests.per.connection", new Rule(value -> isWithin(value, 1, 5), "5 or less")),
            Map.entry("transaction.timeout.ms", new Rule(value -> isWithin(value, 1, 60_000), "60000 or less")),
            Map.entry("transactional.id", new Rule(ClientRules::isNever, OURS)),
            Map.entry("group.id", new Rule(ClientRules::isNever, OURS)),
            Map.entry("group.instance.id", new Rule(ClientRules::isNever, OURS)),
            Map.entry("partition.assignment.strategy", new Rule(ClientRules::isNever, OURS)),
            Map.entry("partitioner.class", new Rule(ClientRules::isNever, OURS)),
            Map.entry("partitioner.ignore.keys", only("false")),
            Map.entry(
                    "bootstrap.servers",
                    new Rule(ClientRules::isNever, "staylog.kafka.bootstrap-servers in its place")),
            Map.entry("key.serializer", new Rule(ClientRules::isNever, OURS)),
            Map.entry("value.serializer", new Rule(ClientRules::isNever, OURS)),
            Map.entry("key.deserializer", new Rule(ClientRules::isNever, OURS)),
            Map.entry("value.deserializer", new Rule(ClientRules::isNever, OURS)));

    private ClientRules() {}

    private static boolean isNever(String value) {
        return false;
    }

    private static Rule only(String value) {
        return new Rule(value::equalsIgnoreCase, value);
    }

    private static boolean isWithin(String value, long min, long max) {
        try {
            long number = Long.parseLong(value.strip());
            return number >= min && number <= max;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /**
     * Judges settings that are put over those of every Kafka client of a service.
     *
     * @param where the service
     * @param overrides by Kafka's names
     * @param prefix of their names where they are set
     */
    public static List<Breach> judge(String where, Map<String, String> overrides, String prefix) {
        var found = new ArrayList<Breach>();
        overrides.forEach((name, value) -> {
            var rule = RULES.get(name);
            if (rule != null && !rule.good().test(value)) {
                found.add(Breach.setting(
                        Weight.ALWAYS, where, prefix + name, value, rule.must(), "take that setting away"));
            }
        });
        var protocol = overrides.get(SECURITY);
        if (!isEncrypted(protocol)) {
            found.add(Breach.setting(
                    Weight.PRODUCTION,
                    where,
                    prefix + SECURITY,
                    protocol == null ? "PLAINTEXT" : protocol,
                    "SASL_SSL or SSL",
                    "set it, with Kafka's ssl.* and sasl.* settings beside it"));
        }
        var hostCheck = overrides.get(HOST_CHECK);
        if (hostCheck != null && hostCheck.isBlank()) {
            found.add(Breach.setting(
                    Weight.PRODUCTION,
                    where,
                    prefix + HOST_CHECK,
                    "",
                    "https, or anybody's certificate will do",
                    "take that setting away"));
        }
        return found;
    }

    private static boolean isEncrypted(@Nullable String protocol) {
        return protocol != null && ENCRYPTED.contains(protocol.strip().toUpperCase(Locale.ROOT));
    }
}
