package io.staylog.guard;

import io.staylog.guard.Breach.Weight;
import io.staylog.guard.SeenLog.SeenBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What must be true of brokers in production. */
final class BrokerRules {
    /** Positions and transactions are as much part of the promise as events are. */
    static final List<String> INTERNAL_TOPICS =
            List.of("__consumer_offsets", "__transaction_state", "__share_group_state");

    private static final Duration CLOCK_MAX = Duration.ofSeconds(5);
    private static final long TRANSACTION_MS_MAX = 60_000;
    private static final long OFFSETS_MINUTES_MIN = Duration.ofDays(30).toMinutes();
    private static final Set<String> UNENCRYPTED = Set.of("PLAINTEXT", "SASL_PLAINTEXT");
    private static final String RESTART = " in server.properties of each broker and restart one after the other";

    /** A setting of brokers; what is absent has a default that is not asked for here, unless null is bad too. */
    private record Rule(String setting, Predicate<@Nullable String> bad, String must, String mend) {}

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "authorizer.class.name",
                    value -> value == null || value.isBlank(),
                    "org.apache.kafka.metadata.authorizer.StandardAuthorizer, or anybody may write anything",
                    "set it" + RESTART),
            new Rule("allow.everyone.if.no.acl.found", "true"::equals, "false", "set it" + RESTART),
            new Rule("auto.create.topics.enable", "true"::equals, "false", "set it" + RESTART),
            new Rule("log.dirs", BrokerRules::isTemporary, "a directory that no clean-up empties", "move it" + RESTART),
            new Rule(
                    "transaction.max.timeout.ms",
                    value -> isMore(value, TRANSACTION_MS_MAX),
                    TRANSACTION_MS_MAX + " or less, or one client that hangs holds up all readers for so long",
                    "set it" + RESTART),
            new Rule(
                    "offsets.retention.minutes",
                    value -> isLess(value, OFFSETS_MINUTES_MIN),
                    OFFSETS_MINUTES_MIN + " or more, as long as requests are kept, or a service that stood still"
                            + " does not find its place again",
                    "set it" + RESTART));

    // In force when the topic of that name is made, which is at its first use.
    private static final List<Rule> BEFORE_FIRST_USE = List.of(
            few("offsets.topic.replication.factor", LogRules.COPIES_MIN),
            few("transaction.state.log.replication.factor", LogRules.COPIES_MIN),
            few("transaction.state.log.min.isr", LogRules.IN_SYNC_MIN),
            few("share.coordinator.state.topic.replication.factor", LogRules.COPIES_MIN),
            few("share.coordinator.state.topic.min.isr", LogRules.IN_SYNC_MIN));

    private BrokerRules() {}

    private static Rule few(String setting, int min) {
        return new Rule(setting, value -> isLess(value, min), min + " or more", "set it" + RESTART);
    }

    static void judge(SeenLog log, List<Breach> found) {
        var rules = new ArrayList<>(RULES);
        if (!log.topics().keySet().containsAll(INTERNAL_TOPICS)) {
            rules.addAll(BEFORE_FIRST_USE);
        }
        rules.forEach(rule -> judge(rule, log, found));
        listeners(log, found);
        clock(log, found);
    }

    private static void judge(Rule rule, SeenLog log, List<Breach> found) {
        var brokers = new TreeMap<String, List<String>>();
        for (var broker : log.brokers()) {
            var value = broker.settings().get(rule.setting());
            if (rule.bad().test(value)) {
                brokers.computeIfAbsent(value == null ? "" : value, _ -> new ArrayList<>())
                        .add(Integer.toString(broker.id()));
            }
        }
        brokers.forEach((value, ids) -> found.add(Breach.setting(
                Weight.PRODUCTION, Names.of("broker", ids), rule.setting(), value, rule.must(), rule.mend())));
    }

    private static void listeners(SeenLog log, List<Breach> found) {
        var brokers = new TreeMap<String, List<String>>();
        for (var broker : log.brokers()) {
            var open = unencrypted(broker);
            if (!open.isEmpty()) {
                brokers.computeIfAbsent(open, _ -> new ArrayList<>()).add(Integer.toString(broker.id()));
            }
        }
        brokers.forEach((value, ids) -> found.add(Breach.setting(
                Weight.PRODUCTION,
                Names.of("broker", ids),
                "listeners",
                value,
                "SSL or SASL_SSL on each",
                "change them, or listener.security.protocol.map," + RESTART)));
    }

    private static String unencrypted(SeenBroker broker) {
        var protocols = new HashMap<String, String>();
        for (var entry : list(broker.settings().get("listener.security.protocol.map"))) {
            var pair = entry.split(":", 2);
            protocols.put(pair[0], pair[pair.length - 1]);
        }
        return list(broker.settings().get("listeners")).stream()
                .map(listener -> listener.split("://", 2)[0])
                .map(name -> Map.entry(name, protocols.getOrDefault(name, name)))
                .filter(listener -> UNENCRYPTED.contains(listener.getValue()))
                .map(listener -> listener.getKey().equals(listener.getValue())
                        ? listener.getKey()
                        : listener.getKey() + ":" + listener.getValue())
                .sorted()
                .reduce((one, other) -> one + "," + other)
                .orElse("");
    }

    private static List<String> list(@Nullable String text) {
        return text == null || text.isBlank() ? List.of() : List.of(text.strip().split("\\s*,\\s*", -1));
    }

    private static void clock(SeenLog log, List<Breach> found) {
        var ahead = log.clockAhead();
        if (ahead != null && ahead.abs().compareTo(CLOCK_MAX) > 0) {
            var seconds = ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of");
            found.add(new Breach(
                    Weight.PRODUCTION,
                    "this machine",
                    "clock",
                    seconds + " the brokers'",
                    "within " + CLOCK_MAX.toSeconds() + " s",
                    "this machine's clock is " + seconds + " the brokers', but must be within " + CLOCK_MAX.toSeconds()
                            + " s",
                    "set both by NTP, for example with: timedatectl set-ntp true"));
        }
    }

    private static boolean isTemporary(@Nullable String directories) {
        return list(directories).stream()
                .anyMatch(directory -> directory.equals("/tmp") || directory.startsWith("/tmp/"));
    }

    private static boolean isLess(@Nullable String value, long min) {
        return value != null && Long.parseLong(value) < min;
    }

    private static boolean isMore(@Nullable String value, long max) {
        return value != null && Long.parseLong(value) > max;
    }
}
