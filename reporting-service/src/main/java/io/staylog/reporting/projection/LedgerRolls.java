package io.staylog.reporting.projection;

import io.staylog.reporting.ledger.Account;
import io.staylog.reporting.ledger.JournalEntry;
import io.staylog.reporting.ledger.JournalLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes what journals come to: the days of the guests' ledgers, and what ended bookings leave open. Both follow from the
 * entries alone. A posting moves an amount between two accounts, in two lines one after the other; the other account says
 * whether it is a charge, a transfer between the guests' ledgers, or a payment.
 */
final class LedgerRolls {
    /** Moves of one ledger on one business date. */
    private record Day(
            String hotelId,
            LocalDate date,
            Account ledger,
            String currency,
            long charges,
            long transfers,
            long payments,
            long moves) {

        Day and(Day other) {
            return new Day(
                    hotelId,
                    date,
                    ledger,
                    currency,
                    charges + other.charges,
                    transfers + other.transfers,
                    payments + other.payments,
                    moves + other.moves);
        }

        String key() {
            return String.join("\0", hotelId, date.toString(), ledger.name(), currency);
        }
    }

    /** A balance that stands from one business date until before another. */
    record Open(
            UUID bookingId,
            LocalDate since,
            @Nullable LocalDate until,
            String hotelId,
            String currency,
            long balance) {}

    private static final Unnest<Day> DAYS = day(new Unnest<Day>())
            .column("charges_minor", "bigint", Day::charges)
            .column("transfers_minor", "bigint", Day::transfers)
            .column("payments_minor", "bigint", Day::payments)
            .column("moves", "bigint", Day::moves)
            .statement("""
                    insert into ledger_day as d select * from {rows}
                    on conflict (hotel_id, business_date, ledger, currency) do update set
                        charges_minor = d.charges_minor + excluded.charges_minor,
                        transfers_minor = d.transfers_minor + excluded.transfers_minor,
                        payments_minor = d.payments_minor + excluded.payments_minor,
                        moves = d.moves + excluded.moves""");

    /** A day whose entries have all gone elsewhere is as if it had never been. */
    private static final Unnest<Day> IDLE = day(new Unnest<Day>())
            .statement("delete from ledger_day d using {rows} where d.hotel_id = r.hotel_id"
                    + " and d.business_date = r.business_date and d.ledger = r.ledger and d.currency = r.currency"
                    + " and d.moves = 0");

    private static final Unnest<UUID> EVEN = new Unnest<UUID>()
            .column("booking_id", "uuid", id -> id)
            .statement("delete from open_balance o using {rows} where o.booking_id = r.booking_id");

    private static final Unnest<Open> OPEN = new Unnest<Open>()
            .column("booking_id", "uuid", Open::bookingId)
            .column("since_on", "date", Open::since)
            .column("until_on", "date", Open::until)
            .column("hotel_id", "text", Open::hotelId)
            .column("currency", "text", Open::currency)
            .column("balance_minor", "bigint", Open::balance)
            .statement("insert into open_balance select * from {rows}");

    private LedgerRolls() {}

    static void write(
            JdbcTemplate jdbc,
            Collection<JournalEntry> fresh,
            Collection<JournalEntry> obsolete,
            List<Balances> balances) {
        var days = new TreeMap<String, Day>();
        fresh.forEach(entry -> add(entry, 1, days));
        obsolete.forEach(entry -> add(entry, -1, days));
        DAYS.execute(jdbc, days.values());
        if (!obsolete.isEmpty()) {
            IDLE.execute(jdbc, days.values());
        }
        var changed = balances.stream().filter(b -> !b.before.equals(b.now)).toList();
        EVEN.execute(
                jdbc,
                changed.stream()
                        .filter(b -> !b.before.isEmpty())
                        .map(Balances::bookingId)
                        .toList());
        OPEN.execute(jdbc, changed.stream().flatMap(b -> b.now.stream()).toList());
    }

    /** What a booking left open before the batch, and leaves open now. */
    record Balances(UUID bookingId, List<Open> before, List<Open> now) {}

    private static void add(JournalEntry entry, int sign, Map<String, Day> days) {
        for (int i = 0; i + 1 < entry.lines().size(); i += 2) {
            var debit = entry.lines().get(i);
            var credit = entry.lines().get(i + 1);
            add(entry, debit, credit.account(), sign, days);
            add(entry, credit, debit.account(), sign, days);
        }
    }

    private static void add(JournalEntry entry, JournalLine line, Account other, int sign, Map<String, Day> days) {
        if (!isGuests(line.account())) {
            return;
        }
        long amount = sign * line.signedMinor();
        long charge = switch (other) {
            case REVENUE_ROOMS, REVENUE_OTHER, TAX, COMPENSATION -> amount;
            default -> 0;
        };
        long transfer = isGuests(other) ? amount : 0;
        var day = new Day(
                entry.hotelId(),
                entry.businessDate(),
                line.account(),
                line.currency(),
                charge,
                transfer,
                charge + transfer - amount,
                sign);
        days.merge(day.key(), day, Day::and);
    }

    private static boolean isGuests(Account account) {
        return account == Account.GUEST || account == Account.DEPOSIT || account == Account.RECEIVABLE;
    }

    /** The times at the end of whose dates a booking that has ended was not even. */
    static List<Open> open(UUID bookingId, Collection<JournalEntry> entries) {
        var balances = new TreeMap<String, TreeMap<LocalDate, Long>>();
        var hotels = new HashSet<String>();
        for (var entry : entries) {
            hotels.add(entry.hotelId());
            for (var line : entry.lines()) {
                if (line.account() == Account.RECEIVABLE) {
                    balances.computeIfAbsent(line.currency(), currency -> new TreeMap<>())
                            .merge(entry.businessDate(), line.signedMinor(), Long::sum);
                }
            }
        }
        var open = new ArrayList<Open>();
        balances.forEach((currency, moves) ->
                open.addAll(intervals(bookingId, hotels.iterator().next(), currency, moves)));
        return open;
    }

    private static List<Open> intervals(
            UUID bookingId, String hotelId, String currency, NavigableMap<LocalDate, Long> moves) {
        var intervals = new ArrayList<Open>();
        long balance = 0;
        for (var move : moves.entrySet()) {
            balance += move.getValue();
            if (balance != 0) {
                var until = moves.higherKey(move.getKey());
                intervals.add(new Open(bookingId, move.getKey(), until, hotelId, currency, balance));
            }
        }
        return intervals;
    }

    private static Unnest<Day> day(Unnest<Day> columns) {
        return columns.column("hotel_id", "text", Day::hotelId)
                .column("business_date", "date", Day::date)
                .column("ledger", "text", Day::ledger)
                .column("currency", "text", Day::currency);
    }
}
