package io.staylog.reporting.report.daily;

import io.staylog.reporting.report.BehindFigure;
import io.staylog.reporting.report.Per;
import io.staylog.reporting.report.Supply;
import io.staylog.reporting.report.daily.DailyReport.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nights of guests who came, and the rooms that there were. */
final class StayFigures {
    private static final int DIMENSIONS = 4;
    private static final int FIRST_SUM = 7;

    // A night counts if it was in a booking at the end of the date, and its guest had come by then.
    private static final String STAYS = """
            with {windows},
            cells as materialized (
                select n.night, b.channel, n.room_type_id, b.rate_plan_id, count(*) as occupied,
                    count(*) filter (where {paid}) as paid,
                    count(*) filter (where {oneGuest}) as one_guest, sum(n.guests) as guests,
                    count(*) filter (where {stayovers}) as stayovers, sum(n.net_minor) as net,
                    sum(n.gross_minor - n.net_minor) as tax
                from booking_night n join booking b using (booking_id)
                where n.hotel_id = :hotel and {night} and n.since_on <= :date
                    and (n.until_on is null or n.until_on > :date) and b.checked_in_on <= :date
                group by 1, 2, 3, 4),
            dimensions as (select *, {segment} as segment from cells)
            select w.no, grouping(d.channel, d.segment, d.room_type_id, d.rate_plan_id) as dimension,
                d.channel, d.segment, d.room_type_id, d.rate_plan_id,
                sum(d.occupied) as occupied, sum(d.paid) as paid, sum(d.one_guest) as one_guest,
                sum(d.guests) as guests, sum(d.stayovers) as stayovers, sum(d.net) as net, sum(d.tax) as tax
            from windows w join dimensions d on d.night between w.first and w.last
            group by w.no, grouping sets ((), (d.channel), (d.segment), (d.room_type_id), (d.rate_plan_id))""".replace("{windows}", Asked.WINDOWS)
            .replace("{night}", Asked.inAWindow("n.night"))
            .replace("{paid}", BehindFigure.PAID_STAYS.rows())
            .replace("{oneGuest}", BehindFigure.ONE_GUEST.rows())
            .replace("{stayovers}", BehindFigure.STAYOVERS.rows())
            .replace("{segment}", Per.segment("channel"));

    private static final String ROOMS = """
            with {windows},
            nights as (
                select :hotel::text as hotel_id, d::date as night, :date::date as on_date
                from generate_series(:first5::date, :last4::date, interval '1 day') d where {night}),
            {typeSupply}
            select w.no, sum(s.physical) as physical, sum(s.out_of_order) as out_of_order
            from windows w join (
                select night, coalesce(:rooms::int, sum(physical)) as physical, sum(out_of_order) as out_of_order
                from type_supply group by 1) s on s.night between w.first and w.last
            group by w.no""".replace("{windows}", Asked.WINDOWS)
            .replace("{night}", Asked.inAWindow("d::date"))
            .replace("{typeSupply}", Supply.TYPE_SUPPLY);

    private final Sums whole;
    private final List<Map<String, Sums>> shares;
    private final Sums rooms;

    private StayFigures(Sums whole, List<Map<String, Sums>> shares, Sums rooms) {
        this.whole = whole;
        this.shares = shares;
        this.rooms = rooms;
    }

    static StayFigures read(JdbcClient jdbc, Asked asked) {
        var whole = new Sums();
        var shares = new ArrayList<Map<String, Sums>>();
        for (int i = 0; i < DIMENSIONS; i++) {
            shares.add(new HashMap<>());
        }
        asked.query(jdbc, STAYS).query(row -> {
            int dimension = dimension(row.getInt("dimension"));
            var sums = dimension == DIMENSIONS
                    ? whole
                    : shares.get(dimension).computeIfAbsent(row.getString(3 + dimension), key -> new Sums());
            sums.add(row, FIRST_SUM);
        });
        var rooms = new Sums();
        asked.query(jdbc, ROOMS).query(row -> {
            rooms.add(row, 2);
        });
        return new StayFigures(whole, shares, rooms);
    }

    /** PostgreSQL sets a bit, the first column's highest, for each column that the row is not grouped by. */
    private static int dimension(int grouping) {
        int all = (1 << DIMENSIONS) - 1;
        return grouping == all
                ? DIMENSIONS
                : Integer.numberOfLeadingZeros(all & ~grouping) - (Integer.SIZE - DIMENSIONS);
    }

    Figure figure(String column) {
        return whole.figure(column);
    }

    Figure physical() {
        return rooms.figure("physical");
    }

    Figure outOfOrder() {
        return rooms.figure("out_of_order");
    }

    List<Share> channels() {
        return shares(0);
    }

    List<Share> segments() {
        return shares(1);
    }

    List<Share> roomTypes() {
        return shares(2);
    }

    List<Share> ratePlans() {
        return shares(3);
    }

    private List<Share> shares(int dimension) {
        return shares.get(dimension).entrySet().stream()
                .map(entry -> share(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(
                                (Share share) -> -share.revenueMinor().ytd())
                        .thenComparing(Share::key))
                .toList();
    }

    private static Share share(String key, Sums sums) {
        var revenue = sums.figure("net");
        return new Share(key, sums.figure("occupied"), revenue, revenue.per(sums.figure("paid"), 1));
    }
}
