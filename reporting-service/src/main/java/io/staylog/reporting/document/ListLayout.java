package io.staylog.reporting.document;

import java.time.LocalDate;
import java.util.List;
import java.util.function.ToLongFunction;

/** Lists of guests, and the pickup report. */
final class ListLayout {
    private static final String TEMPLATE = "list";

    private ListLayout() {}

    static Layouts.Layout of(GuestListSource source, int rowsMax) {
        Layouts.check(source.rows(), rowsMax, source.kind());
        var title = title(source.kind());
        var page = Layouts.page(
                source,
                title,
                source.businessDate() + " " + Shown.weekday(source.businessDate()),
                Layouts.status(source.isClosed()));
        page.put("landscape", true);
        page.put("facts", facts(source));
        page.put("grids", List.of(grid(source, title)));
        page.put("notes", List.of("Amounts in " + source.heading().hotel().currency() + " with tax unless said."));
        return new Layouts.Layout(TEMPLATE, page);
    }

    private static String title(DocumentKind kind) {
        return switch (kind) {
            case ARRIVALS -> "Arrivals";
            case DEPARTURES -> "Departures";
            case IN_HOUSE -> "In house";
            case NO_SHOWS -> "No-shows";
            default -> throw new IllegalArgumentException(kind + " is no list of guests");
        };
    }

    private static List<View.Fact> facts(GuestListSource source) {
        var rows = source.rows();
        long bookings =
                rows.stream().map(GuestListSource.Row::bookingId).distinct().count();
        long adults = rows.stream().mapToLong(GuestListSource.Row::adults).sum();
        long children = rows.stream().mapToLong(GuestListSource.Row::children).sum();
        return List.of(
                View.fact("Rooms", Shown.count((long) rows.size())),
                View.fact("Bookings", Shown.count(bookings)),
                View.fact("Adults", Shown.count(adults)),
                View.fact("Children", Shown.count(children)));
    }

    private static View.Grid grid(GuestListSource source, String title) {
        var heads = List.of(
                View.name("Guest", 18),
                View.name("Booking", 9),
                View.name("Room type", 12),
                View.name("Arrival", 7),
                View.name("Departure", 7),
                View.number("Nights", 4),
                View.number("Adults", 4),
                View.number("Child.", 4),
                View.name("Channel", 8),
                View.name("Rate plan", 8),
                View.name("Guarantee", 8),
                View.number("Total", 8),
                View.number("Open", 7));
        var links = Links.of(source.heading());
        var rows = source.rows().stream()
                .map(row -> View.linked(
                        View.row(
                                heads,
                                "",
                                row.guest().shown() + (row.note().isBlank() ? "" : " · " + row.note()),
                                row.reference() + (row.roomStayNo() > 1 ? "/" + row.roomStayNo() : ""),
                                row.roomType(),
                                Shown.date(row.arrival()),
                                Shown.date(row.departure()),
                                Shown.count(row.nights()),
                                Shown.count((long) row.adults()),
                                Shown.count((long) row.children()),
                                row.channel(),
                                row.ratePlan(),
                                row.guarantee(),
                                amount(row.totalMinor(), row.currency(), source),
                                row.balanceMinor() == null
                                        ? Shown.NOTHING
                                        : amount(row.balanceMinor(), row.currency(), source)),
                        View.link(links.booking(row.bookingId()), "Booking " + row.reference() + " and its events"),
                        1,
                        11,
                        12))
                .toList();
        return new View.Grid(title, heads, rows, "Nobody: no rooms on this list.");
    }

    /** Its currency stands beside an amount that is not in the hotel's. */
    private static String amount(long minor, String currency, GuestListSource source) {
        var amount = Shown.money(minor, currency);
        return currency.equals(source.heading().hotel().currency()) ? amount : amount + " " + currency;
    }

    static Layouts.Layout of(PickupSource source, int rowsMax) {
        Layouts.check(source.nights(), rowsMax, source.kind());
        var page = Layouts.page(
                source,
                "Pickup",
                source.businessDate() + " " + Shown.weekday(source.businessDate()),
                Layouts.status(source.isClosed()));
        page.put("landscape", true);
        page.put(
                "facts",
                List.of(
                        View.fact("Stay nights", source.from() + " to " + source.to()),
                        View.fact("On the books", Shown.count(sum(source, PickupSource.Night::onTheBooks))),
                        View.fact("1 day", Shown.change(sum(source, PickupSource.Night::pickup1))),
                        View.fact("7 days", Shown.change(sum(source, PickupSource.Night::pickup7))),
                        View.fact("28 days", Shown.change(sum(source, PickupSource.Night::pickup28)))));
        page.put("grids", List.of(pickup(source)));
        page.put(
                "notes",
                List.of(
                        "Revenue in " + source.heading().hotel().currency() + " net of tax.",
                        "Pickup: room nights (and revenue) on the books now less those 1, 7 and 28 business dates ago, for the same stay nights.",
                        "Last year: on the books 364 days earlier for the night 364 days earlier, which is the same weekday."));
        return new Layouts.Layout(TEMPLATE, page);
    }

    private static View.Grid pickup(PickupSource source) {
        var currency = source.heading().hotel().currency();
        var heads = List.of(
                View.name("Night", 13),
                View.number("Rooms", 6),
                View.number("OTB", 6),
                View.number("Occ. %", 7),
                View.number("ADR", 8),
                View.number("Revenue", 11),
                View.number("+1 d", 5),
                View.number("Revenue", 9),
                View.number("+7 d", 5),
                View.number("Revenue", 9),
                View.number("+28 d", 6),
                View.number("Revenue", 9),
                View.number("Last year", 6));
        var rows = new java.util.ArrayList<View.Row>();
        var ahead = Links.of(source.heading()).ahead(source.businessDate());
        for (var night : source.nights()) {
            var row = View.row(
                    heads,
                    "",
                    night.night() + " " + Shown.weekday(night.night()).substring(0, 3),
                    Shown.count(night.roomsAvailable()),
                    Shown.count(night.onTheBooks()),
                    Shown.percent(night.occupancyPct()),
                    Shown.money(night.adrMinor(), currency),
                    Shown.money(night.revenueMinor(), currency),
                    Shown.change(night.pickup1()),
                    Shown.moneyChange(night.pickup1Minor(), currency),
                    Shown.change(night.pickup7()),
                    Shown.moneyChange(night.pickup7Minor(), currency),
                    Shown.change(night.pickup28()),
                    Shown.moneyChange(night.pickup28Minor(), currency),
                    Shown.count(night.lastYear()));
            rows.add(linked(row, ahead, night.night(), night.night()));
        }
        if (!rows.isEmpty()) {
            rows.add(linked(total(source, heads, currency), ahead, source.from(), source.to()));
        }
        return new View.Grid("By stay night", heads, rows, "No nights in this range.");
    }

    private static View.Row linked(View.Row row, BooksLinks ahead, LocalDate from, LocalDate to) {
        var supply = View.linked(row, ahead.rooms(from, to), 1);
        var books = View.linked(supply, ahead.books(from, to), 2, 3, 4, 5);
        var pickup1 = View.linked(books, ahead.pickup(from, to, 1), 6, 7);
        var pickup7 = View.linked(pickup1, ahead.pickup(from, to, 7), 8, 9);
        var pickup28 = View.linked(pickup7, ahead.pickup(from, to, 28), 10, 11);
        return View.linked(pickup28, ahead.lastYear(from, to), 12);
    }

    private static View.Row total(PickupSource source, List<View.Head> heads, String currency) {
        return View.row(
                heads,
                "total",
                "Sum",
                Shown.count(sum(source, PickupSource.Night::roomsAvailable)),
                Shown.count(sum(source, PickupSource.Night::onTheBooks)),
                "",
                "",
                Shown.money(sum(source, PickupSource.Night::revenueMinor), currency),
                Shown.change(sum(source, PickupSource.Night::pickup1)),
                Shown.moneyChange(sum(source, PickupSource.Night::pickup1Minor), currency),
                Shown.change(sum(source, PickupSource.Night::pickup7)),
                Shown.moneyChange(sum(source, PickupSource.Night::pickup7Minor), currency),
                Shown.change(sum(source, PickupSource.Night::pickup28)),
                Shown.moneyChange(sum(source, PickupSource.Night::pickup28Minor), currency),
                "");
    }

    private static long sum(PickupSource source, ToLongFunction<PickupSource.Night> value) {
        return source.nights().stream().mapToLong(value).sum();
    }
}
