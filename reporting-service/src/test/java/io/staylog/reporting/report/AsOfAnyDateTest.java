package io.staylog.reporting.report;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.reporting.report.daily.DailyReport;
import io.staylog.reporting.report.daily.DailyReportsOf;
import io.staylog.reporting.report.daily.Figure;
import io.staylog.reporting.testing.PublicData.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the rows say of random past dates is what loops over the lines of the public data set say, without any SQL. */
class AsOfAnyDateTest {
    private static final int DATES = 12;
    private static final LocalDate FIRST = LocalDate.of(2014, 11, 1);
    private static final int SPAN_DAYS = 1_020;
    private static final List<String> HOTELS = List.of("City Hotel", "Resort Hotel");
    private static List<Row> rows;
    private static Books books;
    private static Snapshot snapshot;
    private static Random random;

    @BeforeAll
    static void replay() {
        var hotels = ReplayedHotels.get();
        rows = hotels.rows;
        snapshot = hotels.snapshot;
        books = new Books(snapshot);
        long seed = Long.getLong("seed", new Random().nextLong(1_000_000));
        System.out.println("AsOfAnyDateTest: -Dseed=" + seed);
        random = new Random(seed);
    }

    private static LocalDate date() {
        return FIRST.plusDays(random.nextInt(SPAN_DAYS));
    }

    /** Nights and revenue. */
    private record Sum(long nights, long revenueMinor) {
        static final Sum NONE = new Sum(0, 0);

        Sum and(long minor) {
            return new Sum(nights + 1, revenueMinor + minor);
        }
    }

    private static Map<LocalDate, Sum> nights(String hotel, Predicate<Row> counts, LocalDate from, LocalDate to) {
        Map<LocalDate, Sum> sums = new HashMap<>();
        for (var row : rows) {
            if (row.hotel().equals(hotel) && counts.test(row)) {
                for (var night = row.arrival(); night.isBefore(row.departure()); night = night.plusDays(1)) {
                    if (!night.isBefore(from) && !night.isAfter(to)) {
                        sums.put(night, sums.getOrDefault(night, Sum.NONE).and(row.nightMinor()));
                    }
                }
            }
        }
        return sums;
    }

    private static Map<LocalDate, Sum> onTheBooks(String hotel, LocalDate on, LocalDate from, LocalDate to) {
        return nights(hotel, row -> row.onTheBooks(on), from, to);
    }

    @Test
    void on_the_books_pickup_and_last_year_at_random_dates_are_what_loops_over_the_lines_give() {
        long compared = 0;
        for (int i = 0; i < DATES; i++) {
            var hotel = HOTELS.get(i % 2);
            var on = date();
            var from = on.plusDays(random.nextInt(60) - 20L);
            var to = from.plusDays(random.nextInt(120));
            var now = onTheBooks(hotel, on, from, to);
            var one = onTheBooks(hotel, on.minusDays(1), from, to);
            var seven = onTheBooks(hotel, on.minusDays(7), from, to);
            var month = onTheBooks(hotel, on.minusDays(28), from, to);
            var year = onTheBooks(hotel, on.minusDays(364), from.minusDays(364), to.minusDays(364));
            Map<String, Books.OnTheBooks> found = new HashMap<>();
            books.onTheBooks(new Scope(hotel, from, to), on, By.DAY, null)
                    .rows()
                    .forEach(row -> found.put(row.period(), row));
            for (var night = from; !night.isAfter(to); night = night.plusDays(1)) {
                var row = found.remove(night.toString());
                var what = hotel + " night " + night + " on " + on;
                var sum = now.getOrDefault(night, Sum.NONE);
                var lastYear = year.getOrDefault(night.minusDays(364), Sum.NONE);
                if (row == null) {
                    assertThat(sum).as(what).isEqualTo(Sum.NONE);
                    assertThat(lastYear).as(what).isEqualTo(Sum.NONE);
                    continue;
                }
                compared++;
                assertThat(new Sum(row.nights(), row.revenueMinor())).as(what).isEqualTo(sum);
                assertThat(new Sum(row.lastYearNights(), row.lastYearRevenueMinor()))
                        .as(what)
                        .isEqualTo(lastYear);
                pickup(what + " 1", sum, one.getOrDefault(night, Sum.NONE), row.pickup1Nights(), row.pickup1Minor());
                pickup(what + " 7", sum, seven.getOrDefault(night, Sum.NONE), row.pickup7Nights(), row.pickup7Minor());
                pickup(
                        what + " 28",
                        sum,
                        month.getOrDefault(night, Sum.NONE),
                        row.pickup28Nights(),
                        row.pickup28Minor());
            }
            assertThat(found).isEmpty();
        }
        System.out.println("compared " + compared + " nights at " + DATES + " dates");
        assertThat(compared).isPositive();
    }

    private static void pickup(String what, Sum now, Sum before, long nights, long minor) {
        assertThat(nights).as(what).isEqualTo(now.nights - before.nights);
        assertThat(minor).as(what).isEqualTo(now.revenueMinor - before.revenueMinor);
    }

    @Test
    void daily_reports_of_random_dates_are_what_loops_over_the_lines_give() {
        for (int i = 0; i < DATES; i++) {
            var hotel = HOTELS.get(i % 2);
            var date = date();
            var report = DailyReportsOf.snapshot(snapshot).of(hotel, date);
            var what = hotel + " on " + date;
            var yearBegin = date.withDayOfYear(1);
            var year = nights(hotel, row -> row.isKept() && !row.arrival().isAfter(date), yearBegin, date);
            assertThat(report.rooms().occupied().today()).as(what).isEqualTo(year.getOrDefault(date, Sum.NONE).nights);
            assertThat(report.rooms().occupied().ytd())
                    .as(what)
                    .isEqualTo(year.values().stream().mapToLong(Sum::nights).sum());
            assertThat(report.revenue().stays().ytd())
                    .as(what)
                    .isEqualTo(
                            year.values().stream().mapToLong(Sum::revenueMinor).sum());
            assertThat(report.movements().arrivals().today())
                    .as(what)
                    .isEqualTo(count(hotel, row -> row.isKept() && row.arrival().equals(date)));
            assertThat(report.movements().departures().today())
                    .as(what)
                    .isEqualTo(
                            count(hotel, row -> row.isKept() && row.departure().equals(date)));
            assertThat(report.sales().bookings().mtd())
                    .as(what)
                    .isEqualTo(count(
                            hotel,
                            row -> !row.booked().isAfter(date) && !row.booked().isBefore(date.withDayOfMonth(1))));
            assertThat(report.sales().cancellations().ytd())
                    .as(what)
                    .isEqualTo(count(
                            hotel,
                            row -> row.isCancelled()
                                    && !row.cancelledOn().isAfter(date)
                                    && !row.cancelledOn().isBefore(yearBegin)));
            // Whatever was sold and lost on the date is the difference of what was on the books, over all nights.
            assertThat(report.sales().pickupNights().today())
                    .as(what)
                    .isEqualTo(wholeBooks(hotel, date) - wholeBooks(hotel, date.minusDays(1)));
        }
    }

    /** How many bookings of a past date came to nothing, and their nights. */
    private record Fate(long bookings, long cancelled, long noShow, long arrived, long nights, long cancelledNights) {}

    private static Fate fate(String hotel, LocalDate on, Predicate<Row> counts) {
        Predicate<Row> made = row -> !row.booked().isAfter(on) && counts.test(row);
        Predicate<Row> cancelled =
                row -> made.test(row) && row.isCancelled() && !row.cancelledOn().isAfter(on);
        Predicate<Row> missed =
                row -> made.test(row) && row.isNoShow() && !row.arrival().isAfter(on);
        return new Fate(
                count(hotel, made),
                count(hotel, cancelled),
                count(hotel, missed),
                count(
                        hotel,
                        row -> made.test(row) && row.isKept() && !row.arrival().isAfter(on)),
                sum(hotel, made, Row::nights),
                sum(hotel, cancelled, Row::nights));
    }

    @Test
    void what_became_of_bookings_by_random_dates_is_what_loops_over_the_lines_give() {
        var behaviour = new Behaviour(snapshot);
        for (int i = 0; i < DATES; i++) {
            var hotel = HOTELS.get(i % 2);
            var on = date();
            var from = on.plusDays(random.nextInt(400) - 300L);
            var to = from.plusDays(random.nextInt(90));
            Predicate<Row> booked =
                    row -> !row.booked().isBefore(from) && !row.booked().isAfter(to);
            Predicate<Row> arriving =
                    row -> !row.arrival().isBefore(from) && !row.arrival().isAfter(to);
            var bounded = new Scope(hotel, from, to).at(on);
            fates(
                    behaviour,
                    new Scope(hotel, null, null).at(on),
                    Behaviour.Basis.ARRIVAL,
                    fate(hotel, on, row -> true));
            fates(behaviour, bounded, Behaviour.Basis.BOOKED, fate(hotel, on, booked));
            fates(behaviour, bounded, Behaviour.Basis.ARRIVAL, fate(hotel, on, arriving));
            leads(behaviour, bounded, Behaviour.Basis.BOOKED, booked);
            leads(behaviour, bounded, Behaviour.Basis.ARRIVAL, arriving);
            Predicate<Row> left = row -> row.isKept()
                    && !row.departure().isBefore(from)
                    && !row.departure().isAfter(to)
                    && !row.departure().isAfter(on);
            var stays = behaviour.lengthsOfStay(bounded, null).rows();
            assertThat(stays.stream().mapToLong(Behaviour.LengthsOfStay::stays).sum())
                    .as(bounded.toString())
                    .isEqualTo(count(hotel, left));
            assertThat(stays.stream()
                            .mapToLong(Behaviour.LengthsOfStay::roomNights)
                            .sum())
                    .as(bounded.toString())
                    .isEqualTo(sum(hotel, left, Row::nights));
        }
    }

    private static void fates(Behaviour behaviour, Scope scope, Behaviour.Basis basis, Fate expected) {
        var rows = behaviour.cancellations(scope, null, basis).rows();
        var found = rows.isEmpty()
                ? new Fate(0, 0, 0, 0, 0, 0)
                : rows.stream()
                        .map(c -> new Fate(
                                c.bookings(),
                                c.cancelled(),
                                c.noShow(),
                                c.arrived(),
                                c.roomNights(),
                                c.cancelledRoomNights()))
                        .findFirst()
                        .orElseThrow();
        assertThat(found).as(scope + " " + basis).isEqualTo(expected);
    }

    private static void leads(Behaviour behaviour, Scope scope, Behaviour.Basis basis, Predicate<Row> counts) {
        Predicate<Row> made = row -> !row.booked().isAfter(scope.asOf()) && counts.test(row);
        long bookings = count(scope.hotel(), made);
        long days = sum(scope.hotel(), made, row -> DAYS.between(row.booked(), row.arrival()));
        var rows = behaviour.leadTimes(scope, null, basis).rows();
        assertThat(rows.stream().mapToLong(Behaviour.LeadTimes::bookings).sum())
                .as(scope + " " + basis)
                .isEqualTo(bookings);
        if (bookings > 0) {
            assertThat(rows.getFirst().leadDaysMean())
                    .as(scope + " " + basis)
                    .isEqualTo(BigDecimal.valueOf(days).divide(BigDecimal.valueOf(bookings), 2, RoundingMode.HALF_UP));
        }
    }

    /** What a figure is over the columns of a daily report, reckoned with a loop for each. */
    private static Figure columns(LocalDate date, Function<Predicate<LocalDate>, Long> sum) {
        return DailyReportsOf.figure(date, sum);
    }

    @Test
    void sales_shares_and_payments_of_random_dates_have_all_columns_that_loops_over_the_lines_give() {
        for (int i = 0; i < DATES; i++) {
            var hotel = HOTELS.get(i % 2);
            var date = date();
            var report = DailyReportsOf.snapshot(snapshot).of(hotel, date);
            var what = hotel + " on " + date;
            assertThat(report.sales().bookings())
                    .as(what)
                    .isEqualTo(columns(date, in -> count(hotel, row -> in.test(row.booked()))));
            assertThat(report.sales().valueMinor())
                    .as(what)
                    .isEqualTo(columns(date, in -> sum(hotel, row -> in.test(row.booked()), Row::valueMinor)));
            assertThat(report.sales().cancelledRoomNights())
                    .as(what)
                    .isEqualTo(columns(
                            date,
                            in -> sum(hotel, row -> row.isCancelled() && in.test(row.cancelledOn()), Row::nights)));
            assertThat(report.movements().noShows())
                    .as(what)
                    .isEqualTo(columns(date, in -> count(hotel, row -> row.isNoShow() && in.test(row.arrival()))));
            var suite = report.roomTypes().stream()
                    .filter(share -> share.key().equals("A"))
                    .findFirst();
            var nights = columns(
                    date, in -> nightsIn(hotel, date, row -> row.roomType().equals("A"), in));
            assertThat(suite.map(DailyReport.Share::nights).orElse(columns(date, in -> 0L)))
                    .as(what)
                    .isEqualTo(nights);
            assertThat(report.payments().net()).as(what).isEqualTo(columns(date, in -> cash(hotel, in)));
            ledgers(what, report);
        }
    }

    private static long nightsIn(String hotel, LocalDate date, Predicate<Row> counts, Predicate<LocalDate> in) {
        return sum(
                hotel,
                row -> row.isKept() && !row.arrival().isAfter(date) && counts.test(row),
                row -> row.arrival().datesUntil(row.departure()).filter(in).count());
    }

    private static void ledgers(String what, DailyReport report) {
        assertThat(report.ledgers()).as(what).hasSize(3 * 6);
        assertThat(report.ledgers())
                .as(what)
                .allSatisfy(roll -> assertThat(roll.closingMinor())
                        .isEqualTo(roll.openingMinor()
                                + roll.chargesMinor()
                                + roll.transfersMinor()
                                - roll.paymentsMinor()));
        var paid = Map.of(
                "TODAY", report.payments().net().today(),
                "LAST_YEAR", report.payments().net().lastYear(),
                "MTD", report.payments().net().mtd(),
                "MTD_LAST_YEAR", report.payments().net().mtdLastYear(),
                "YTD", report.payments().net().ytd(),
                "YTD_LAST_YEAR", report.payments().net().ytdLastYear());
        paid.forEach((window, net) -> assertThat(report.ledgers().stream()
                        .filter(roll -> roll.window().equals(window))
                        .mapToLong(DailyReport.LedgerRoll::paymentsMinor)
                        .sum())
                .as(what + " " + window)
                .isEqualTo(net));
    }

    /** What the bank took on dates, less what it gave back, as the data set's README has guests pay. */
    private static long cash(String hotel, Predicate<LocalDate> in) {
        return sum(hotel, row -> true, row -> {
            long now = row.dueNowMinor();
            long later = row.isKept() && in.test(row.departure())
                    ? row.valueMinor() - now
                    : row.isNoShow() && in.test(row.arrival()) ? row.noShowFeeMinor() - now : 0;
            long back = row.isCancelled() && in.test(row.cancelledOn()) && !row.isNonRefund() ? now : 0;
            return (in.test(row.booked()) ? now : 0) + later - back;
        });
    }

    private static long sum(String hotel, Predicate<Row> counts, ToLongFunction<Row> value) {
        return rows.stream()
                .filter(row -> row.hotel().equals(hotel) && counts.test(row))
                .mapToLong(value)
                .sum();
    }

    private static long count(String hotel, Predicate<Row> counts) {
        return rows.stream()
                .filter(row -> row.hotel().equals(hotel) && counts.test(row))
                .count();
    }

    private static long wholeBooks(String hotel, LocalDate date) {
        return rows.stream()
                .filter(row -> row.hotel().equals(hotel) && row.onTheBooks(date))
                .mapToLong(Row::nights)
                .sum();
    }

    @Test
    void ledgers_of_every_day_roll_into_each_other_and_agree_with_the_accounts() {
        for (var hotel : HOTELS) {
            var rolls = new PaymentHealth(snapshot)
                    .rollForward(new Scope(hotel, null, null), By.MONTH)
                    .rows();
            Map<String, Long> closing = new HashMap<>();
            for (var roll : rolls) {
                assertThat(roll.openingMinor()).as(hotel + roll).isEqualTo(closing.getOrDefault(roll.ledger(), 0L));
                closing.put(roll.ledger(), roll.closingMinor());
            }
            var accounts = new Ledger(snapshot)
                    .trialBalance(new Scope(hotel, null, null), null)
                    .rows();
            accounts.stream()
                    .filter(account -> closing.containsKey(account.account()))
                    .forEach(account -> assertThat(closing.get(account.account()))
                            .as(hotel + " " + account.account())
                            .isEqualTo(account.closingMinor()));
        }
    }
}
