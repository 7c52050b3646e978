package io.staylog.banksimulator.http;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the bank listens, and as whom it may be called.
 *
 * @param address of the interface to listen on
 * @param port 0 takes any free one
 * @param names besides those of loopback under which it may be called, in lower case
 */
public record Door(InetAddress address, int port, Set<String> names) {
    private static final Pattern LOOPBACK = Pattern.compile("127\\.0\\.0\\.1|localhost|\\[::1]");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

    /** Copies. */
    public Door {
        names = Set.copyOf(names);
    }

    /** On this machine, for this machine. */
    public static Door ofLoopback(int port) {
        return new Door(InetAddress.ofLiteral("127.0.0.1"), port, Set.of());
    }

    /**
     * A web page may make its own name mean 127.0.0.1 and call us as if we were its server; the name then tells on it.
     */
    boolean isMeant(String host) {
        var name = PORT.matcher(host).replaceFirst("");
        return LOOPBACK.matcher(name).matches() || names.contains(name.toLowerCase(Locale.ROOT));
    }
}
