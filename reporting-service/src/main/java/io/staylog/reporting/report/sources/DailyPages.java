package io.staylog.reporting.report.sources;

import io.staylog.reporting.document.DailyReportSource;
import io.staylog.reporting.document.DailyReportSource.Check;
import io.staylog.reporting.document.DailyReportSource.Dispute;
import io.staylog.reporting.document.DailyReportSource.Exceptional;
import io.staylog.reporting.document.DailyReportSource.Figure;
import io.staylog.reporting.document.DailyReportSource.LedgerRow;
import io.staylog.reporting.document.DailyReportSource.MoneyRow;
import io.staylog.reporting.document.DailyReportSource.NextNight;
import io.staylog.reporting.document.DailyReportSource.Outlook;
import io.staylog.reporting.document.DailyReportSource.Overbooked;
import io.staylog.reporting.document.DailyReportSource.Sale;
import io.staylog.reporting.document.DailyReportSource.Section;
import io.staylog.reporting.document.DailyReportSource.Share;
import io.staylog.reporting.document.DailyReportSource.Unit;
import io.staylog.reporting.report.daily.DailyLines;
import io.staylog.reporting.report.daily.DailyReport;
import io.staylog.reporting.report.daily.DailyReports;
import io.staylog.reporting.report.sources.DocumentSources.Asked;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The daily report as its page has it. */
final class DailyPages {
    private static final Map<String, String> SECTIONS =
            Map.of("ROOMS", "A Rooms", "REVENUE", "B Revenue", "MOVEMENTS", "C Movements");
    private static final Set<String> TOTALS = Set.of("occupied", "rooms", "net", "gross");
    private static final Map<String, String> LEDGERS = Map.of(
            "GUEST", "Guest ledger", "DEPOSIT", "Deposit ledger", "RECEIVABLE", "City ledger");

    private static final String CHECK = """
            select at, held, broken::text as broken from check_result
            where hotel_id in (?, 'all', '') order by at desc, request_id limit 1""";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    private DailyPages() {}

    static DailyReportSource of(Asked asked, DailyReports daily) {
        var report = daily.of(asked.jdbc(), asked.hotel().hotelId(), asked.begunDate());
        return new DailyReportSource(
                asked.heading(),
                report.businessDate(),
                report.isClosed(),
                sections(report),
                sales(report.sales()),
                report.outlook().stream().map(DailyPages::outlook).toList(),
                report.nextNights().stream()
                        .map(n -> new NextNight(n.night(), n.nights(), n.roomsAvailable(), n.occupancyPct()))
                        .toList(),
                report.channels().stream().map(DailyPages::share).toList(),
                report.segments().stream().map(DailyPages::share).toList(),
                report.ledgers().stream()
                        .filter(roll -> roll.window().equals("TODAY"))
                        .map(DailyPages::ledger)
                        .toList(),
                money(report.payments()),
                report.payments().disputes().stream()
                        .map(d -> new Dispute(
                                d.disputeId(), d.reasonCode(), d.amountMinor(), d.currency(), d.evidenceDueAt()))
                        .toList(),
                exceptions(report),
                report.exceptions().overbooked().stream()
                        .map(o -> new Overbooked(o.night(), o.roomTypeId(), o.over()))
                        .toList(),
                check(asked));
    }

    private static List<Section> sections(DailyReport report) {
        var lines = DailyLines.of(report);
        return List.of("ROOMS", "REVENUE", "MOVEMENTS").stream()
                .map(name -> new Section(
                        Objects.requireNonNull(SECTIONS.get(name)),
                        lines.stream()
                                .filter(line -> line.section().equals(name))
                                .map(DailyPages::figure)
                                .toList()))
                .toList();
    }

    private static Figure figure(DailyLines.Line line) {
        return new Figure(
                line.label(),
                Unit.valueOf(line.unit().name()),
                TOTALS.contains(line.figure()),
                line.today(),
                line.mtd(),
                line.mtdLastYear(),
                line.mtdVarPct(),
                line.ytd(),
                line.ytdLastYear(),
                line.ytdVarPct());
    }

    private static List<Sale> sales(DailyReport.Sales s) {
        var sales = new ArrayList<Sale>();
        sales.add(new Sale(
                "Bookings made",
                s.bookings().today(),
                s.roomNights().today(),
                s.valueMinor().today()));
        sales.add(new Sale(
                "Cancellations made",
                s.cancellations().today(),
                s.cancelledRoomNights().today(),
                s.cancelledValueMinor().today()));
        sales.add(new Sale("Reinstated", s.reinstatements().today(), null, null));
        sales.add(new Sale(
                "Net pickup",
                s.bookings().today() - s.cancellations().today() + s.reinstatements().today(),
                s.pickupNights().today(),
                s.pickupMinor().today()));
        sales.add(new Sale("Holds made", s.holdsMade().today(), null, null));
        sales.add(new Sale("Holds released", s.holdsReleased().today(), null, null));
        sales.add(new Sale("Holds expired", s.holdsExpired().today(), null, null));
        s.turnaways()
                .forEach(t -> sales.add(new Sale(
                        "Turned away: " + t.code().replace('_', ' '), t.requests().today(), null, null)));
        return sales;
    }

    private static Outlook outlook(DailyReport.Outlook o) {
        return new Outlook(
                o.days() == 1 ? "Tomorrow" : "Next " + o.days() + " nights",
                o.from(),
                o.to(),
                o.nights(),
                o.revenueMinor(),
                o.occupancyPct(),
                o.adrMinor(),
                o.pickup1Nights(),
                o.pickup7Nights(),
                o.lastYearNights(),
                o.nightsVarPct());
    }

    private static Share share(DailyReport.Share s) {
        return new Share(
                s.key(),
                s.nights().today(),
                s.revenueMinor().today(),
                s.adrMinor().today(),
                s.nights().mtd(),
                s.revenueMinor().mtd(),
                s.adrMinor().mtd());
    }

    /** What came from another ledger counts among the charges of this one. */
    private static LedgerRow ledger(DailyReport.LedgerRoll roll) {
        return new LedgerRow(
                LEDGERS.getOrDefault(roll.ledger(), roll.ledger().toLowerCase(Locale.ROOT)),
                roll.openingMinor(),
                roll.chargesMinor() + roll.transfersMinor(),
                roll.paymentsMinor(),
                roll.closingMinor());
    }

    private static List<MoneyRow> money(DailyReport.Payments p) {
        var rows = new ArrayList<MoneyRow>();
        p.captured()
                .forEach(c -> rows.add(new MoneyRow(
                        "Captured: " + c.purpose().toLowerCase(Locale.ROOT).replace('_', ' '),
                        0,
                        c.amountMinor().today())));
        rows.add(new MoneyRow("Refunds", 0, p.refunds().today()));
        rows.add(new MoneyRow("Refunds by hand", 0, p.manualRefunds().today()));
        rows.add(new MoneyRow("Payments less refunds", 0, p.net().today()));
        var open = p.openBalances();
        rows.add(new MoneyRow("Owed after the end of a booking", open.owed(), open.owedMinor()));
        rows.add(new MoneyRow("To be given back", open.owing(), open.owingMinor()));
        rows.add(new MoneyRow("Payments that need attention", p.attention(), null));
        return rows;
    }

    private static List<Exceptional> exceptions(DailyReport report) {
        var e = report.exceptions();
        var rows = new ArrayList<Exceptional>();
        rows.add(new Exceptional("Overbooked nights", e.overbooked().size(), ""));
        rows.add(new Exceptional("Holds expired", e.holdsExpired(), ""));
        var oldest = e.oldestUnknownAt();
        rows.add(new Exceptional(
                "Payments with unknown outcome", e.unknownPayments(), oldest == null ? "" : "oldest since " + oldest));
        var dead = e.deadLetters();
        if (dead != null) {
            rows.add(new Exceptional("Dead letters", dead, ""));
        }
        rows.add(new Exceptional("Unbalanced folios", e.unbalancedFolios(), ""));
        return rows;
    }

    private static @Nullable Check check(Asked asked) {
        return asked.jdbc()
                .sql(CHECK)
                .param(asked.hotel().hotelId())
                .query(DailyPages::checkOf)
                .optional()
                .orElse(null);
    }

    private static Check checkOf(ResultSet row, int n) throws SQLException {
        var broken = JSON.readValue(row.getString("broken"), NAMES);
        var at = Objects.requireNonNull(row.getObject("at", OffsetDateTime.class)).toInstant();
        return new Check(at, broken.isEmpty(), row.getInt("held"), broken);
    }
}
