package io.staylog.reporting.document;

import java.util.ArrayList;
import java.util.List;

/** The daily manager's report on one page: what does not fit is summed up, the other formats have all of it. */
final class DailyLayout {
    private static final int CHANNELS_MAX = 8;
    private static final int SEGMENTS_MAX = 6;
    private static final int LINES_MAX = 12;
    private static final int SALES_MAX = 10;
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
        page.put("sales", sales(source, currency));
        page.put("channels", shares("F Channels", source, source.channels(), CHANNELS_MAX));
        page.put("segments", shares("F Segments", source, source.segments(), SEGMENTS_MAX));
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
                View.number("Today", 11),
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
            for (var figure : section.figures()) {
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
                rows.add(View.linked(
                        View.linked(row, links.figure(figure.label()), 1), links.month(figure.label()), 2));
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
                .map(line -> View.linked(
                        outlook(heads, line, currency), links.outlook(line), 2, 5))
                .toList();
        return new View.Grid("E Outlook", heads, rows, "Nothing is on the books.");
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

    private static View.Grid sales(DailyReportSource source, String currency) {
        var heads = List.of(
                View.name("D Sales today", 46),
                View.number("Number", 14),
                View.number("Nights", 14),
                View.number("Value", 26));
        var rows = new ArrayList<View.Row>();
        for (var sale : source.sales().stream().limit(SALES_MAX).toList()) {
            var row = View.row(
                    heads,
                    "",
                    sale.label(),
                    Shown.count(sale.count()),
                    Shown.count(sale.roomNights()),
                    Shown.money(sale.valueMinor(), currency));
            rows.add(View.linked(row, new DailyLinks(source).sale(sale.label()), 1));
        }
        var others = source.sales().stream().skip(SALES_MAX).toList();
        if (!others.isEmpty()) {
            long count =
                    others.stream().mapToLong(DailyReportSource.Sale::count).sum();
            rows.add(View.row(
                    heads, "", others.size() + " more lines", Shown.count(count), Shown.NOTHING, Shown.NOTHING));
        }
        return new View.Grid("D Sales today", heads, rows, "Nothing was sold.");
    }

    private static View.Grid shares(
            String title, DailyReportSource source, List<DailyReportSource.Share> shares, int max) {
        var currency = source.heading().hotel().currency();
        var night = new DailyLinks(source).night();
        var heads = List.of(
                View.name(title, 28),
                View.number("Nights", 10),
                View.number("Revenue", 16),
                View.number("ADR", 12),
                View.number("MTD nights", 9),
                View.number("MTD revenue", 17),
                View.number("MTD ADR", 12));
        var rows = new ArrayList<View.Row>();
        int shown = shares.size() > max ? max - 1 : max;
        shares.stream().limit(shown).forEach(share -> rows.add(View.linked(share(heads, "", share, currency), night, 1)));
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
            rows.add(share(heads, "total", sum("Sum", shares), currency));
        }
        return new View.Grid(title, heads, rows, "Nothing.");
    }

    private static DailyReportSource.Share sum(String name, List<DailyReportSource.Share> shares) {
        long today =
                shares.stream().mapToLong(DailyReportSource.Share::todayNights).sum();
        long todayRevenue = shares.stream()
                .mapToLong(DailyReportSource.Share::todayRevenueMinor)
                .sum();
        long month =
                shares.stream().mapToLong(DailyReportSource.Share::monthNights).sum();
        long monthRevenue = shares.stream()
                .mapToLong(DailyReportSource.Share::monthRevenueMinor)
                .sum();
        // No ADR: it is one of paid nights, which cannot be added up from these.
        return new DailyReportSource.Share(name, today, todayRevenue, null, month, monthRevenue, null);
    }

    private static View.Row share(List<View.Head> heads, String kind, DailyReportSource.Share share, String currency) {
        return View.row(
                heads,
                kind,
                share.name(),
                Shown.count(share.todayNights()),
                Shown.money(share.todayRevenueMinor(), currency),
                Shown.money(share.todayAdrMinor(), currency),
                Shown.count(share.monthNights()),
                Shown.money(share.monthRevenueMinor(), currency),
                Shown.money(share.monthAdrMinor(), currency));
    }

    private static View.Grid ledgers(DailyReportSource source, String currency) {
        var heads = List.of(
                View.name("G Ledgers", 15),
                View.number("Opening", 17),
                View.number("Charges", 17),
                View.number("Transfers", 17),
                View.number("Payments", 17),
                View.number("Closing", 17));
        var moved = new DailyLinks(source).ledgerPayments();
        var rows = source.ledgers().stream()
                .map(row -> View.linked(
                        View.row(
                                heads,
                                "",
                                row.name(),
                                Shown.money(row.openingMinor(), currency),
                                Shown.money(row.chargesMinor(), currency),
                                Shown.money(row.transfersMinor(), currency),
                                Shown.money(row.paymentsMinor(), currency),
                                Shown.money(row.closingMinor(), currency)),
                        moved,
                        4))
                .toList();
        return new View.Grid("G Ledgers", heads, rows, "No ledger.");
    }

    private static View.Grid money(DailyReportSource source, String currency) {
        var heads = List.of(View.name("G Payments", 52), View.number("Number", 16), View.number("Amount", 32));
        var rows = new ArrayList<View.Row>();
        for (var row : source.money().stream().limit(LINES_MAX).toList()) {
            var shown = View.row(
                    heads, "", row.label(), Shown.count(row.count()), Shown.money(row.amountMinor(), currency));
            rows.add(View.linked(shown, new DailyLinks(source).money(row.label()), 1, 2));
        }
        var others = source.money().stream().skip(LINES_MAX).toList();
        if (!others.isEmpty()) {
            long count =
                    others.stream().mapToLong(DailyReportSource.MoneyRow::count).sum();
            rows.add(View.row(heads, "", others.size() + " more lines", Shown.count(count), Shown.NOTHING));
        }
        return new View.Grid("G Payments", heads, rows, "No payments.");
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
                        links.exception(row.label()),
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
