package io.staylog.reporting.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.reporting.projection.ProjectorFixture;
import io.staylog.reporting.report.daily.DailyReportsOf;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What reports cost, and that it does not grow with what lies outside their time. Milliseconds are printed and nothing is
 * asserted of them: they are those of a machine on which other things run.
 */
class SpeedOfReportsTest {
    private static final int ROUNDS = 7;
    private static final int BOOKINGS = 15_000;
    // A ratio of the best of few rounds on a machine with others on it; growth with the rows would be 4.
    private static final double RATIO_MAX = 2.5;
    private static final double NOISE_MS = 30;
    private static final LocalDate DATE = LocalDate.of(2016, 8, 15);

    private static Map<String, Runnable> reports(Snapshot snapshot, String hotel) {
        var daily = DailyReportsOf.snapshot(snapshot);
        var books = new Books(snapshot);
        var month = new Scope(hotel, DATE.withDayOfMonth(1), DATE);
        var year = new Scope(hotel, LocalDate.of(2016, 1, 1), LocalDate.of(2016, 12, 31));
        var reports = new LinkedHashMap<String, Runnable>();
        reports.put("daily report", () -> daily.of(hotel, DATE));
        reports.put(
                "on the books, 90 nights", () -> books.onTheBooks(new Scope(hotel, null, null), DATE, By.DAY, null));
        reports.put(
                "kpi of a year",
                () -> new NightReports(snapshot).kpi(year, By.MONTH, NightReports.Base.PHYSICAL, null));
        reports.put(
                "cancellations of a month as of its end",
                () -> new Behaviour(snapshot).cancellations(month.at(DATE), By.MONTH, Behaviour.Basis.ARRIVAL));
        reports.put(
                "lead times of a year as of a day in it",
                () -> new Behaviour(snapshot).leadTimes(year.at(DATE), By.MONTH, Behaviour.Basis.BOOKED));
        reports.put(
                "kpi of a year as of a day in it",
                () -> new NightReports(snapshot).kpi(year.at(DATE), By.MONTH, NightReports.Base.PHYSICAL, null));
        reports.put("month by channel", () -> new Performance(snapshot).sold(month, DATE, By.MONTH, Per.CHANNEL));
        return reports;
    }

    private static Map<String, Runnable> wholeTime(Snapshot snapshot, String hotel) {
        var all = new Scope(hotel, null, null);
        var reports = new LinkedHashMap<String, Runnable>();
        reports.put("kpi", () -> new NightReports(snapshot).kpi(all, By.MONTH, NightReports.Base.PHYSICAL, null));
        reports.put(
                "cancellations", () -> new Behaviour(snapshot).cancellations(all, By.MONTH, Behaviour.Basis.BOOKED));
        reports.put("lead times", () -> new Behaviour(snapshot).leadTimes(all, By.MONTH, Behaviour.Basis.ARRIVAL));
        var then = all.at(DATE);
        reports.put(
                "cancellations as of 2016-08-15",
                () -> new Behaviour(snapshot).cancellations(then, By.MONTH, Behaviour.Basis.BOOKED));
        reports.put(
                "lead times as of 2016-08-15",
                () -> new Behaviour(snapshot).leadTimes(then, By.MONTH, Behaviour.Basis.ARRIVAL));
        reports.put("lengths of stay as of 2016-08-15", () -> new Behaviour(snapshot).lengthsOfStay(then, By.MONTH));
        reports.put("payment health as of 2016-08-15", () -> new PaymentHealth(snapshot).health(then, By.MONTH));
        reports.put("event days", () -> new BookingReports(snapshot).eventDays(all, By.DAY));
        reports.put("payment health", () -> new PaymentHealth(snapshot).health(all, By.MONTH));
        reports.put("roll-forward", () -> new PaymentHealth(snapshot).rollForward(all, By.MONTH));
        return reports;
    }

    private static double median(Runnable report) {
        return sorted(report)[ROUNDS / 2];
    }

    /** What else the machine does makes a report slower, never faster. */
    private static double best(Runnable report) {
        return sorted(report)[0];
    }

    private static double[] sorted(Runnable report) {
        var millis = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            report.run();
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(millis);
        return millis;
    }

    @Test
    void reports_over_three_years_of_119390_bookings_answer() {
        var snapshot = ReplayedHotels.get().snapshot;
        for (var hotel : new String[] {"City Hotel", null}) {
            var scope = hotel == null ? "both hotels" : hotel;
            wholeTime(snapshot, hotel).forEach((name, report) -> print(name + ", all time, " + scope, median(report)));
        }
        reports(snapshot, "City Hotel").forEach((name, report) -> print(name + ", City Hotel", median(report)));
        assertThat(ReplayedHotels.get().rows).hasSize(119_390);
    }

    @Test
    void what_lies_outside_its_time_costs_a_report_next_to_nothing() throws Exception {
        try (var registry = RegistryDouble.withOurSchemas();
                var projection = new ProjectorFixture(new SchemaRegistry(registry.url()))) {
            openHotel(projection);
            sell(projection, BOOKINGS, LocalDate.of(2015, 1, 1));
            var reports = reports(Snapshots.of(projection), "inn");
            Map<String, Double> before = new LinkedHashMap<>();
            reports.forEach((name, report) -> before.put(name, best(report)));
            for (int copy = 1; copy <= 3; copy++) {
                sell(projection, BOOKINGS, LocalDate.of(2015 - 4 * copy, 1, 1));
            }
            reports.forEach((name, report) -> {
                double after = best(report);
                print(name + ", " + BOOKINGS + " bookings", before.get(name));
                print(name + ", four times as many", after);
                assertThat(after).as(name).isLessThan(RATIO_MAX * before.get(name) + NOISE_MS);
            });
        }
    }

    private static void print(String what, double millis) {
        System.out.printf("%-50s %8.1f ms%n", what, millis);
    }

    private static void openHotel(ProjectorFixture projection) {
        projection.jdbc.execute("""
                insert into projection.hotel (hotel_id, name, time_zone, currency, opened_on, business_date, legal_name,
                        address, vat_number)
                    values ('inn', 'Inn', 'Europe/Lisbon', 'EUR', date '2000-01-01', date '2017-01-01', '', '', '');
                insert into projection.room_type_version values ('inn', 'DBL', 0, 'Double', 200, 2)""");
    }

    /** Bookings over two years from that day on, of three nights each, most of which are stays. */
    private static void sell(ProjectorFixture projection, int bookings, LocalDate from) {
        var values =
                Map.of("from", from.toString(), "last", String.valueOf(bookings - 1), "n", String.valueOf(bookings));
        var sql = """
                create table public.sold as
                    select gen_random_uuid() as id, i, date '{from}' + (i * 700 / {n}) as arrival, i % 3 = 0 as cancelled
                    from generate_series(0, {last}) i;
                insert into projection.booking (booking_id, hotel_id, version, status, confirmation_code, channel,
                        rate_plan_id, guarantee, currency, booked_on, booked_room_nights, booked_gross_minor, arrival_date,
                        departure_date, rooms, room_nights, adults, children, gross_minor, net_minor, confirmed_on,
                        checked_in_on, checked_out_on, off_books_on, stepped_on, changed_at)
                    select id, 'inn', 3, case when cancelled then 'CANCELLED' else 'CHECKED_OUT' end, 'ABCD2345', 'OTA',
                        'FLEX', 'NONE', 'EUR', arrival - 30, 3, 30000, arrival, arrival + 3, 1, 3, 2, 0, 30000, 30000,
                        arrival - 30, case when not cancelled then arrival end,
                        case when not cancelled then arrival + 3 end, case when cancelled then arrival - 5 end,
                        case when cancelled then arrival - 5 else arrival + 3 end, now()
                    from public.sold;
                insert into projection.booking_night (booking_id, since_version, room_stay_no, night, hotel_id,
                        room_type_id, guests, gross_minor, net_minor, since_on{more})
                    select id, 1, 1, arrival + d, 'inn', 'DBL', 2, 10000, 10000, arrival - 30{rate}
                    from public.sold, generate_series(0, 2) d;
                insert into projection.booking_movement
                    select id, version, 'inn', on_date, kind, 'OTA', 'FLEX', kind <> 'CANCELLED', true, kind <> 'BOOKED',
                        arrival, null, arrival + 3, 0, 1, 3, 2, 30000, 30000, 0, 0, null, null, null
                    from public.sold cross join lateral (values
                        (1, 'BOOKED', arrival - 30), (2, case when cancelled then 'CANCELLED' else 'ARRIVED' end, arrival))
                        m(version, kind, on_date);
                drop table public.sold""";
        boolean taxed = projection.jdbc.queryForObject(
                        "select count(*) from information_schema.columns where table_schema = 'projection'"
                                + " and table_name = 'booking_night' and column_name = 'tax_rate_bps'",
                        Integer.class)
                > 0;
        sql = sql.replace("{more}", taxed ? ", tax_rate_bps" : "").replace("{rate}", taxed ? ", 0" : "");
        for (var value : values.entrySet()) {
            sql = sql.replace("{" + value.getKey() + "}", value.getValue());
        }
        projection.jdbc.execute(sql);
        projection.jdbc.execute("analyze");
    }
}
