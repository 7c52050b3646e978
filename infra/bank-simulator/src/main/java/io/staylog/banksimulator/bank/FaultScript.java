package io.staylog.banksimulator.bank;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Disturbs some calls. Which, and how, follows from the seed, the call's key and how often the key was used; not from
 * time or threads.
 *
 * @param rate the share of calls that are disturbed, from 0 to 1
 * @param kinds how they are disturbed, in the order of their names, so that the same set draws the same
 * @param delayMax how long a delayed call is on its way at most
 */
public record FaultScript(long seed, double rate, List<Trouble.Kind> kinds, Duration delayMax) {
    /** Disturbs nothing. */
    public static final FaultScript NONE = new FaultScript(0, 0, EnumSet.of(Trouble.Kind.DELAY), Duration.ofMillis(1));

    /**
     * All but forgotten keys: a bank that forgets a key charges its next use anew, which is no fault to be had by
     * default.
     */
    public static final Set<Trouble.Kind> USUAL =
            EnumSet.complementOf(EnumSet.of(Trouble.Kind.NONE, Trouble.Kind.KEY_FORGOTTEN));

    /** How long a delayed call is on its way at most, if nobody says otherwise. */
    public static final Duration USUAL_DELAY_MAX = Duration.ofMillis(1_500);

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern SHARE = Pattern.compile("[01](\\.[0-9]{1,9})?");
    private static final Pattern MILLIS = Pattern.compile("[1-9][0-9]{0,5}");
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** A script, whatever the order of the kinds. */
    public FaultScript(long seed, double rate, Collection<Trouble.Kind> kinds, Duration delayMax) {
        this(seed, rate, List.copyOf(new TreeSet<>(kinds)), delayMax);
    }

    /**
     * The script that a text such as {@code seed=42,rate=0.1,kinds=delay+reset} describes.
     *
     * @throws IllegalArgumentException with a message for the person who wrote it
     */
    public static FaultScript parse(String text) {
        long seed = 0;
        double rate = 0;
        Collection<Trouble.Kind> kinds = USUAL;
        var delayMax = USUAL_DELAY_MAX;
        for (var part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            var name = equals < 0 ? part : part.substring(0, equals);
            var value = equals < 0 ? "" : part.substring(equals + 1);
            switch (name) {
                case "seed" -> seed = Long.parseLong(matching(NUMBER, name, value, "a whole number"));
                case "rate" -> rate = rate(Double.parseDouble(matching(SHARE, name, value, "from 0 to 1")));
                case "kinds" -> kinds = kinds(List.of(value.split("\\+", -1)));
                case "delay-ms" ->
                    delayMax = Duration.ofMillis(Long.parseLong(matching(MILLIS, name, value, "from 1 to 999999")));
                default ->
                    throw new IllegalArgumentException(
                            "faults has seed=, rate=, kinds= and delay-ms=, not '" + part + "'");
            }
        }
        return new FaultScript(seed, rate, kinds, delayMax);
    }

    private static String matching(Pattern pattern, String name, String value, String meaning) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException("%s of faults must be %s, not '%s'".formatted(name, meaning, value));
        }
        return value;
    }

    /** The share, if it is one. */
    public static double rate(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("rate of faults must be from 0 to 1, not " + share);
        }
        return share;
    }

    /** The kinds with these names; at least one. */
    public static List<Trouble.Kind> kinds(List<String> names) {
        var kinds = new ArrayList<Trouble.Kind>();
        for (var name : names) {
            kinds.add(Trouble.Kind.of(name)
                    .orElseThrow(() -> new IllegalArgumentException("kinds of faults are "
                            + String.join(
                                    ", ", all().stream().map(Trouble.Kind::code).toList())
                            + ", not '" + name + "'")));
        }
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("kinds of faults must name at least one");
        }
        return kinds;
    }

    private static Set<Trouble.Kind> all() {
        return EnumSet.complementOf(EnumSet.of(Trouble.Kind.NONE));
    }

    /** What happens to this call with this key. */
    public Trouble on(String key, int attempt) {
        long draw = mix(mix(seed ^ hash(key)) + attempt * GOLDEN);
        if (share(draw) >= rate) {
            return Trouble.NONE;
        }
        long second = mix(draw + GOLDEN);
        long third = mix(second + GOLDEN);
        var kind = kinds.get((int) Long.remainderUnsigned(second, kinds.size()));
        var delay = kind == Trouble.Kind.DELAY
                ? Duration.ofMillis(1 + Long.remainderUnsigned(third, delayMax.toMillis()))
                : Duration.ZERO;
        return new Trouble(kind, delay, (third & 1) == 1);
    }

    private static double share(long draw) {
        return (draw >>> 11) * 0x1.0p-53;
    }

    // FNV-1a, because the hash of a String is too small and another JDK's random numbers may be others.
    private static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    // The last steps of SplitMix64.
    private static long mix(long from) {
        long z = from;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
