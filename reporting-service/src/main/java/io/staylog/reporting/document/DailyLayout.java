package io.staylog.reporting.document;

import io.staylog.reporting.report.BehindFigure;
import io.staylog.reporting.report.daily.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The daily manager's report on one page: what does not fit is summed up, the other formats have all of it. */
final class DailyLayout {
    static final String TODAY = "Today";
    private static final Set<String> LEDGER_TIMES = Set.of(TODAY, "MTD", "YTD");
    /** Which column is about which time. */
    private static final Map<Integer, Window> FIGURE_COLUMNS =
            Map.of(1, Window.TODAY, 2, Window.MTD, 3, Window.MTD_LAST_YEAR, 5, Window.YTD, 6, Window.YTD_LAST_YEAR);

    private static final List<Window> SHARE_COLUMNS =
            List.of(Window.TODAY, Window.MTD, Window.MTD_LAST_YEAR, Window.YTD, Window.YTD_LAST_YEAR);
    /** The cells of each of these times. */
    private static final List<int[]> SHARE_CELLS = List.of(
            new int[] {1, 6, 13}, new int[] {2, 7, 14}, new int[] {3, 8}, new int[] {4, 10, 15}, new int[] {5, 11});

    private static final int CHANNELS_MAX = 7;
    private static final int SEGMENTS_MAX = 5;
    private static final int LINES_MAX = 8;
    private static final int FIGURES_MAX = 15;
    private static final int DISPUTES_MAX = 2;
    private static final int OVERBOOKED_MAX = 3;
    private static final String LEGEND = """
            Occupancy = rooms sold / rooms. ADR = rooms revenue / rooms sold. RevPAR = rooms revenue / rooms. TRevPAR = total \
            revenue / rooms. Revenue is net of tax. MTD, YTD = month, year to date. LY = the same last year, 364 days earlier where \
            weekdays count. Var % = (this - last year) / last year x 100. OTB = on the books. Pickup = OTB now less OTB 1 or 7 \
            business dates ago, for the same nights. Averages come from sums, rounded half up. – = nothing to compare or divide by.""";

    private DailyLayout() {}

    static Layouts.Layout of(DailyReportSource source) {
        var currency = source.heading().hotel().currency();
        var page = Layouts.page(
                source, "Daily manager's report", source.businessDate().toString(), Layouts.status(source.isClosed()));
        page.put("weekday", Shown.weekday(source.businessDate()));
        page.put("currency", currency);
        page.put("figures", figures(source, currency));
        page.put("outlook", outlook(source, currency));
        page.put("nights", DailyCharts.nights(source));
        page.put("mix", DailyCharts.mix(source));
        page.put("channels", shares("F Channels", source, BehindFigure.CHANNEL_STAYS, source.channels(), CHANNELS_MAX));
        page.put("segments", shares("F Segments", source, BehindFigure.SEGMENT_STAYS, source.segments(), SEGMENTS_MAX));
        page.put("ledgers", ledgers(source, currency));
        page.put("money", money(source, currency));
        page.put("exceptions", exceptions(source));
        page.put("details", details(source));
        page.put("check", check(source));
        page.put("legend", LEGEND);
        return new Layouts.Layout("daily", page);
    }

    private static View.Grid figures(DailyReportSource source, String currency) {
        var heads = List.of(
                View.name("", 28),
                View.number(TODAY, 11),
                View.number("MTD", 12),
                View.number("MTD LY", 12),
                View.number("Var %", 8),
                View.number("YTD", 13),
                View.number("YTD LY", 13),
                View.number("Var %", 8));
        var rows = new ArrayList<View.Row>();
        var links = new DailyLinks(source);
        for (var section : source.sections()) {
            rows.add(new View.Row(List.of(new View.Cell(View.text(section.title()), "text")), "group"));
            var figures = section.figures();
            int shown = figures.size() > FIGURES_MAX ? FIGURES_MAX - 1 : FIGURES_MAX;
            for (var figure : figures.stream().limit(shown).toList()) {
                var row = View.row(
                        heads,
                        figure.isTotal() ? "total" : "",
                        figure.label(),
                        Shown.figure(figure.unit(), figure.today(), currency),
                        Shown.figure(figure.unit(), figure.monthToDate(), currency),
                        Shown.figure(figure.unit(), figure.monthLastYear(), currency),
                        Shown.percent(figure.monthVariancePct()),
                        Shown.figure(figure.unit(), figure.yearToDate(), currency),
                        Shown.figure(figure.unit(), figure.yearLastYear(), currency),
                        Shown.percent(figure.yearVariancePct()));
                for (var column : FIGURE_COLUMNS.entrySet()) {
                    row = View.linked(row, links.figure(figure.label(), column.getValue()), column.getKey());
                }
                rows.add(row);
            }
            if (figures.size() > shown) {
                var more = View.text(figures.size() - shown + " more lines in the other formats");
                rows.add(new View.Row(List.of(new View.Cell(more, "text")), ""));
            }
        }
        return new View.Grid("Figures", heads, rows, "No figures.");
    }

    private static View.Grid outlook(DailyReportSource source, String currency) {
        var heads = List.of(
                View.name("E Outlook", 15),
                View.name("Nights", 21),
                View.number("OTB", 8),
                View.number("Occ. %", 8),
                View.number("ADR", 9),
                View.number("Revenue", 13),
                View.number("Pickup 1 d", 8),
                View.number("7 d", 6),
                View.number("OTB LY", 8),
                View.number("Var %", 7));
        var links = new DailyLinks(source);
        var rows = source.outlook().stream()
                .map(line -> linked(outlook(heads, line, currency), line, links))
                .toList();
        return new View.Grid("E Outlook", heads, rows, "Nothing is on the books.");
    }

    private static View.Row linked(View.Row row, DailyReportSource.Outlook line, DailyLinks links) {
        var ahead = links.ahead();
        var books = View.linked(row, ahead.books(line.from(), line.to()), 2, 3, 4, 5);
        var pickup1 = View.linked(books, ahead.pickup(line.from(), line.to(), 1), 6);
        var pickup7 = View.linked(pickup1, ahead.pickup(line.from(), line.to(), 7), 7);
        return View.linked(pickup7, ahead.lastYear(line.from(), line.to()), 8);
    }

    private static View.Row outlook(List<View.Head> heads, DailyReportSource.Outlook line, String currency) {
        return View.row(
                heads,
                "",
                line.label(),
                line.from().equals(line.to()) ? line.from().toString() : line.from() + " to " + line.to(),
                Shown.count(line.roomNights()),
                Shown.percent(line.occupancyPct()),
                Shown.money(line.adrMinor(), currency),
                Shown.money(line.revenueMinor(), currency),
                Shown.change(line.pickup1()),
                Shown.change(line.pickup7()),
                Shown.count(line.lastYear()),
                Shown.percent(line.variancePct()));
    }

    private static View.Grid shares(
            String title, DailyReportSource source, BehindFigure of, List<DailyReportSource.Share> shares, int max) {
        var currency = source.heading().hotel().currency();
        var links = new DailyLinks(source);
        var heads = List.of(
                View.name(title, 14),
                View.number("Nights", 4),
                View.number("MTD", 5),
                View.number("MTD LY", 5),
                View.number("YTD", 6),
                View.number("YTD LY", 6),
                View.number("Revenue", 8),
                View.number("MTD", 8),
                View.number("MTD LY", 8),
                View.number("Var %", 5),
                View.number("YTD", 9),
                View.number("YTD LY", 9),
                View.number("Var %", 5),
                View.number("ADR", 5),
                View.number("MTD", 5),
                View.number("YTD", 5));
        var rows = new ArrayList<View.Row>();
        int shown = shares.size() > max ? max - 1 : max;
        shares.stream()
                .limit(shown)
                .forEach(share -> rows.add(
                        linked(share(heads, "", share, currency), window -> links.share(of, share.name(), window))));
        if (shares.size() > shown) {
            rows.add(share(
                    heads,
                    "",
                    sum(
                            shares.size() - shown + " others",
                            shares.stream().skip(shown).toList()),
                    currency));
        }
        if (!shares.isEmpty()) {
            rows.add(linked(share(heads, "total", sum("Sum", shares), currency), links::stays));
        }
        return new View.Grid(title, heads, rows, "Nothing.");
    }

    /** Nights, revenue and average of a time lead to the same nights. */
    private static View.Row linked(View.Row row, Function<Window, View.@Nullable Link> links) {
        var linked = row;
        for (int i = 0; i < SHARE_COLUMNS.size(); i++) {
            linked = View.linked(linked, links.apply(SHARE_COLUMNS.get(i)), SHARE_CELLS.get(i));
        }
        return linked;
    }

    private static DailyReportSource.Share sum(String name, List<DailyReportSource.Share> shares) {
        ToLongFunction<ToLongFunction<DailyReportSource.Share>> all =
                value -> shares.stream().mapToLong(value).sum();
        // No ADR and no variance: those are not sums of these.
        return new DailyReportSource.Share(
                name,
                all.applyAsLong(DailyReportSource.Share::todayNights),
                all.applyAsLong(DailyReportSource.Share::todayRevenueMinor),
                null,
                all.applyAsLong(DailyReportSource.Share::monthNights),
                all.applyAsLong(DailyReportSource.Share::monthRevenueMinor),
                null,
                all.applyAsLong(DailyReportSource.Share::monthLastYearNights),
                all.applyAsLong(DailyReportSource.Share::monthLastYearRevenueMinor),
                null,
                all.applyAsLong(DailyReportSource.Share::yearNights),
                all.applyAsLong(DailyReportSource.Share::yearRevenueMinor),
                null,
                all.applyAsLong(DailyReportSource.Share::yearLastYearNights),
                all.applyAsLong(DailyReportSource.Share::yearLastYearRevenueMinor),
                null);
    }

    private static View.Row share(List<View.Head> heads, String kind, DailyReportSource.Share share, String currency) {
        return View.row(
                heads,
                kind,
                share.name(),
                Shown.count(share.todayNights()),
                Shown.count(share.monthNights()),
                Shown.count(share.monthLastYearNights()),
                Shown.count(share.yearNights()),
                Shown.count(share.yearLastYearNights()),
                Shown.money(share.todayRevenueMinor(), currency),
                Shown.money(share.monthRevenueMinor(), currency),
                Shown.money(share.monthLastYearRevenueMinor(), currency),
                Shown.percent(share.monthRevenueVariancePct()),
                Shown.money(share.yearRevenueMinor(), currency),
                Shown.money(share.yearLastYearRevenueMinor(), currency),
                Shown.percent(share.yearRevenueVariancePct()),
                Shown.money(share.todayAdrMinor(), currency),
                Shown.money(share.monthAdrMinor(), currency),
                Shown.money(share.yearAdrMinor(), currency));
    }

    private static View.Grid ledgers(DailyReportSource source, String currency) {
        var heads = List.of(
                View.name("G Ledgers", 15),
                View.name("", 10),
                View.number("Opening", 15),
                View.number("Charges", 15),
                View.number("Transfers", 15),
                View.number("Payments", 15),
                View.number("Closing", 15));
        var links = new DailyLinks(source);
        var rows = source.ledgers().stream()
                .filter(row -> LEDGER_TIMES.contains(row.time()))
                .map(row -> linked(
                        View.row(
                                heads,
                                "",
                                row.name(),
                                row.time(),
                                Shown.money(row.openingMinor(), currency),
                                Shown.money(row.chargesMinor(), currency),
                                Shown.money(row.transfersMinor(), currency),
                                Shown.money(row.paymentsMinor(), currency),
                                Shown.money(row.closingMinor(), currency)),
                        row,
                        links))
                .toList();
        return new View.Grid("G Ledgers", heads, rows, "No ledger.");
    }

    private static View.Row linked(View.Row row, DailyReportSource.LedgerRow ledger, DailyLinks links) {
        var name = ledger.name();
        var time = ledger.time();
        var opening = View.linked(row, links.opening(name, time), 2);
        var charges = View.linked(opening, links.ledger(BehindFigure.LEDGER_CHARGES, name, time), 3);
        var transfers = View.linked(charges, links.ledger(BehindFigure.LEDGER_TRANSFERS, name, time), 4);
        var payments = View.linked(transfers, links.ledger(BehindFigure.LEDGER_PAYMENTS, name, time), 5);
        return View.linked(payments, links.closing(name, time), 6);
    }

    private static View.Grid money(DailyReportSource source, String currency) {
        var heads = List.of(View.name("G Balances", 52), View.number("Number", 16), View.number("Amount", 32));
        var rows = new ArrayList<View.Row>();
        for (var row : source.money().stream().limit(LINES_MAX).toList()) {
            var shown = View.row(
                    heads, "", row.label(), Shown.count(row.count()), Shown.money(row.amountMinor(), currency));
            rows.add(View.linked(shown, new DailyLinks(source).today(row.label()), 1, 2));
        }
        var others = source.money().stream().skip(LINES_MAX).toList();
        if (!others.isEmpty()) {
            long count =
                    others.stream().mapToLong(DailyReportSource.MoneyRow::count).sum();
            rows.add(View.row(heads, "", others.size() + " more lines", Shown.count(count), Shown.NOTHING));
        }
        return new View.Grid("G Balances", heads, rows, "No balances.");
    }

    private static View.Grid exceptions(DailyReportSource source) {
        var heads = List.of(View.name("H Exceptions", 40), View.number("Number", 12), View.name("", 48));
        var links = new DailyLinks(source);
        var rows = source.exceptions().stream()
                .limit(LINES_MAX)
                .map(row -> View.linked(
                        View.row(
                                heads,
                                row.count() != null && row.count() > 0 ? "loud" : "",
                                row.label(),
                                Shown.count(row.count()),
                                row.detail()),
                        links.today(row.label()),
                        1))
                .toList();
        return new View.Grid("H Exceptions", heads, rows, "Nothing to look at.");
    }

    private static List<View.Text> details(DailyReportSource source) {
        var lines = new ArrayList<View.Text>();
        var zone = source.heading().hotel().timeZone();
        source.disputes().stream()
                .limit(DISPUTES_MAX)
                .forEach(dispute -> lines.add(View.text("Dispute %s (%s): %s %s, evidence due %s"
                        .formatted(
                                dispute.disputeId(),
                                dispute.reason(),
                                Shown.money(dispute.amountMinor(), dispute.currency()),
                                dispute.currency(),
                                Shown.time(dispute.evidenceDueAt(), zone)))));
        if (source.disputes().size() > DISPUTES_MAX) {
            lines.add(View.text(source.disputes().size() - DISPUTES_MAX + " more disputes."));
        }
        source.overbooked().stream()
                .limit(OVERBOOKED_MAX)
                .forEach(night -> lines.add(View.text("Overbooked %s: %s by %s"
                        .formatted(night.night(), night.roomType(), Shown.count(night.rooms())))));
        if (source.overbooked().size() > OVERBOOKED_MAX) {
            lines.add(View.text(source.overbooked().size() - OVERBOOKED_MAX + " more overbooked nights."));
        }
        return lines;
    }

    private static View.Text check(DailyReportSource source) {
        var check = source.check();
        if (check == null) {
            return View.text("Checker: has not run.");
        }
        var at = Shown.time(check.at(), source.heading().hotel().timeZone());
        return View.text(
                check.isClean()
                        ? "Checker at %s: all %s rules hold.".formatted(at, check.passed())
                        : "Checker at %s: %s rules hold, FAILED: %s."
                                .formatted(at, check.passed(), String.join(", ", check.failed())));
    }
}
