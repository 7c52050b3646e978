package io.staylog.banksimulator;

import static java.util.Map.entry;

import io.staylog.banksimulator.bank.FaultScript;
import io.staylog.banksimulator.http.BankServer;
import io.staylog.banksimulator.http.Door;
import io.staylog.banksimulator.post.Notifying;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What can be set: by argument, else system property, else environment variable, else default. */
final class Options {
    static final String HELP = """
            A bank over HTTP that keeps its own ledger and fails on request; GET / describes the protocol.

              --port N           listen on this port, 0 for any free one      (8600)
              --listen ADDRESS   of this interface; 0.0.0.0 is all of them    (127.0.0.1)
              --names A,B        callers may also call it so, besides localhost
              --data DIR         where the ledger is kept                     (.staylog/bank)
              --hang-seconds N   how long an unanswered call is held          (30)
              --notify-url URL   is told what happens; may be repeated
              --notify changes|all     what callers could not know, or everything (changes)
              --notify-secret-file F   signs notifications with the secret in its first line
              --latency-ms N     every call to the bank takes so long         (0)
              --keys-live-hours N      keys are forgotten after so long       (never)
              --faults seed=42,rate=0.1[,kinds=delay+reset+...][,delay-ms=1500]
                                 disturbs calls; GET / lists the kinds
              --help

            Also as system property (-Dstaylog.bank.port=8600) or environment variable (STAYLOG_BANK_PORT=8600).""";

    private static final int PORT_MAX = 65_535;
    private static final int HANG_SECONDS_MAX = 3_600;
    private static final int LATENCY_MS_MAX = 60_000;
    private static final int KEYS_LIVE_HOURS_MAX = 24 * 365;
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            entry("port", "8600"),
            entry("listen", "127.0.0.1"),
            entry("names", ""),
            entry("data", ".staylog/bank"),
            entry("hang-seconds", "30"),
            entry("notify-url", ""),
            entry("notify", "changes"),
            entry("notify-secret-file", ""),
            entry("faults", ""),
            entry("latency-ms", "0"),
            entry("keys-live-hours", ""));

    /** A mistake in the options, in words for the person who made it. */
    static final class WrongOptionException extends Exception {
        private static final long serialVersionUID = 1L;

        WrongOptionException(String message) {
            super(message);
        }
    }

    private Options() {}

    static Settings of(
            List<String> arguments,
            Function<String, @Nullable String> property,
            Function<String, @Nullable String> variable)
            throws WrongOptionException {
        var given = parse(arguments);
        var values = new HashMap<>(DEFAULTS);
        for (var name : DEFAULTS.keySet()) {
            var fromVariable =
                    variable.apply("STAYLOG_BANK_" + name.replace('-', '_').toUpperCase(Locale.ROOT));
            var fromProperty = property.apply("staylog.bank." + name);
            if (fromVariable != null) {
                values.put(name, fromVariable);
            }
            if (fromProperty != null) {
                values.put(name, fromProperty);
            }
        }
        values.putAll(given);
        return new Settings(
                new Door(address(values), number("port", values, PORT_MAX), names(values)),
                Path.of(values.getOrDefault("data", "")).toAbsolutePath().normalize(),
                new BankServer.Pace(
                        Duration.ofMillis(number("latency-ms", values, LATENCY_MS_MAX)),
                        Duration.ofSeconds(number("hang-seconds", values, HANG_SECONDS_MAX))),
                notifying(values),
                faults(values),
                values.getOrDefault("keys-live-hours", "").isEmpty()
                        ? null
                        : Duration.ofHours(number("keys-live-hours", values, KEYS_LIVE_HOURS_MAX)));
    }

    private static FaultScript faults(Map<String, String> values) throws WrongOptionException {
        var text = values.getOrDefault("faults", "");
        try {
            return text.isEmpty() ? FaultScript.NONE : FaultScript.parse(text);
        } catch (IllegalArgumentException e) {
            throw new WrongOptionException(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> parse(List<String> arguments) throws WrongOptionException {
        var given = new HashMap<String, String>();
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            var argument = rest.next();
            int equals = argument.indexOf('=');
            var option = equals < 0 ? argument : argument.substring(0, equals);
            var name = option.startsWith("--") ? option.substring(2) : "";
            if (!DEFAULTS.containsKey(name)) {
                throw new WrongOptionException("Unknown option " + argument);
            }
            if (equals < 0 && !rest.hasNext()) {
                throw new WrongOptionException(option + " needs a value");
            }
            var value = equals < 0 ? rest.next() : argument.substring(equals + 1);
            given.merge(name, value, name.equals("notify-url") ? (all, more) -> all + "," + more : (_, last) -> last);
        }
        return given;
    }

    private static Notifying notifying(Map<String, String> values) throws WrongOptionException {
        var urls = new ArrayList<URI>();
        for (var text : values.getOrDefault("notify-url", "").split(",", -1)) {
            if (!text.isBlank()) {
                urls.add(url(text.strip()));
            }
        }
        var what = values.getOrDefault("notify", "");
        if (!what.equals("changes") && !what.equals("all")) {
            throw new WrongOptionException("notify must be changes or all, not '" + what + "'");
        }
        var secrets = values.getOrDefault("notify-secret-file", "");
        if (!urls.isEmpty() && secrets.isEmpty()) {
            throw new WrongOptionException(
                    "notify-url needs notify-secret-file, a file with a secret in its first line");
        }
        return new Notifying(
                urls,
                secrets.isEmpty() ? null : Path.of(secrets).toAbsolutePath().normalize(),
                what.equals("all"));
    }

    private static URI url(String text) throws WrongOptionException {
        try {
            var url = new URI(text);
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException _) {
            // Said below, like every other mistake in it.
        }
        throw new WrongOptionException(
                "notify-url must begin with http:// or https:// and name a host, not '" + text + "'");
    }

    /** No name is looked up here: what it means may change, and a door must not. */
    private static InetAddress address(Map<String, String> values) throws WrongOptionException {
        var text = values.getOrDefault("listen", "");
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new WrongOptionException("listen must be an IP address such as 127.0.0.1, not '" + text + "'");
        }
    }

    private static Set<String> names(Map<String, String> values) throws WrongOptionException {
        var text = values.getOrDefault("names", "").toLowerCase(Locale.ROOT);
        if (!text.matches("([a-z0-9.-]+(,[a-z0-9.-]+)*)?")) {
            throw new WrongOptionException("names must be host names with commas between them, not '" + text + "'");
        }
        return text.isEmpty() ? Set.of() : Set.copyOf(List.of(text.split(",")));
    }

    private static int number(String name, Map<String, String> values, int max) throws WrongOptionException {
        var text = values.getOrDefault(name, "");
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > max) {
            throw new WrongOptionException("%s must be a number from 0 to %d, not '%s'".formatted(name, max, text));
        }
        return Integer.parseInt(text);
    }
}
