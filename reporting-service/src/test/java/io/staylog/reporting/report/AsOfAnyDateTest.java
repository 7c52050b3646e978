package io.staylog.reporting.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.reporting.report.daily.DailyReportsOf;
import io.staylog.reporting.testing.PublicData.Row;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
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
