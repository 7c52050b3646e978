package io.staylog.deadletters;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What has become of every record of one input partition. It stands beside the group's committed position, and moves with it in
 * the same transaction, so it is as true as the position itself; whoever may read positions may read it.
 *
 * <p>It must hold that {@code in = decided + dead + parked + skipped + forwarded}.
 *
 * @param from first offset that is counted
 * @param in records taken in
 * @param decided records that were decided, also where nothing follows from them
 * @param dead records put aside because they could not be read or decided
 * @param parked records put aside because they wait for one of those
 * @param skipped records of a type that there is no rule for
 * @param forwarded records sent on to the partition that their key belongs to
 */
public record Account(long from, long in, long decided, long dead, long parked, long skipped, long forwarded) {
    private static final Pattern FORM = Pattern.compile("account/1 from=(\\d{1,18}) in=(\\d{1,18}) decided=(\\d{1,18})"
            + " dead=(\\d{1,18}) parked=(\\d{1,18}) skipped=(\\d{1,18}) forwarded=(\\d{1,18})");

    /** One that begins with the next record. */
    public static Account beginningAt(long offset) {
        return new Account(offset, 0, 0, 0, 0, 0, 0);
    }

    /** Reads the text beside a committed position; empty where there is another or none. */
    public static Optional<Account> parse(String metadata) {
        var matcher = FORM.matcher(metadata);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var numbers = new long[7];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Long.parseLong(matcher.group(i + 1));
        }
        return Optional.of(
                new Account(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]));
    }

    /** The text beside a committed position. */
    public String metadata() {
        return "account/1 from=" + from + " in=" + in + " decided=" + decided + " dead=" + dead + " parked=" + parked
                + " skipped=" + skipped + " forwarded=" + forwarded;
    }

    /** This one and what has come since; where that began is of no interest. */
    public Account plus(Account later) {
        return new Account(
                from,
                in + later.in,
                decided + later.decided,
                dead + later.dead,
                parked + later.parked,
                skipped + later.skipped,
                forwarded + later.forwarded);
    }

    /** How many records are not accounted for; anything but 0 is a fault of the program. */
    public long missing() {
        return in - decided - dead - parked - skipped - forwarded;
    }
}
