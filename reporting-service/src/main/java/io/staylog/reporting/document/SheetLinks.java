package io.staylog.reporting.document;

import io.staylog.reporting.report.BehindFigure;
import io.staylog.reporting.report.daily.Window;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The same links in tables that a page has, and one for each row that names its booking or its event. */
final class SheetLinks {
    private static final String BOOKING = "bookingId";
    private static final String OFFSET = "offset";

    private static final Map<String, Window> FIGURES = Map.of(
            "today", Window.TODAY,
            "monthToDate", Window.MTD,
            "monthLastYear", Window.MTD_LAST_YEAR,
            "yearToDate", Window.YTD,
            "yearLastYear", Window.YTD_LAST_YEAR);

    private static final Map<String, Window> SHARES = Map.of(
            "today", Window.TODAY,
            "month", Window.MTD,
            "monthLastYear", Window.MTD_LAST_YEAR,
            "year", Window.YTD,
            "yearLastYear", Window.YTD_LAST_YEAR);

    private final Links links;

    private SheetLinks(Links links) {
        this.links = links;
    }

    static List<Sheet> add(DocumentSource source, List<Sheet> sheets) {
        if (source.heading().standsOn().publicUrl().isEmpty()) {
            return sheets;
        }
        var all = new SheetLinks(Links.of(source.heading()));
        return sheets.stream()
                .map(sheet -> sheet.with(inOrder(sheet, all.of(source, sheet))))
                .toList();
    }

    /** As the columns stand, so that the same document is always the same bytes. */
    private static List<Sheet.Link> inOrder(Sheet sheet, List<Sheet.Link> links) {
        return links.stream()
                .sorted(Comparator.comparingInt(link -> sheet.at(link.column())))
                .toList();
    }

    private List<Sheet.Link> of(DocumentSource source, Sheet sheet) {
        var found = new ArrayList<Sheet.Link>();
        int booking = sheet.at(BOOKING);
        if (booking >= 0) {
            found.add(new Sheet.Link(BOOKING, row -> id(row.get(booking), links::booking)));
        }
        if (booking >= 0 && sheet.at(OFFSET) >= 0) {
            found.add(new Sheet.Link(OFFSET, event(sheet, booking)));
        }
        found.addAll(
                switch (source) {
                    case DailyReportSource daily -> daily(daily, sheet);
                    case PickupSource pickup -> pickup(sheet, links.ahead(pickup.businessDate()));
                    case FolioSource folio ->
                        folio(sheet, links.booking(folio.stay().bookingId()));
                    case InvoiceSource invoice -> invoice(invoice, sheet);
                    case GuestListSource _, ExportSource _ -> List.<Sheet.Link>of();
                });
        return found;
    }

    private Function<List<@Nullable Object>, @Nullable String> event(Sheet sheet, int booking) {
        int topic = sheet.at("topic");
        int partition = sheet.at("partition");
        int offset = sheet.at(OFFSET);
        return row -> id(
                row.get(booking),
                id -> links.event(
                        id,
                        Objects.toString(row.get(topic)),
                        ((Number) Objects.requireNonNull(row.get(partition))).intValue(),
                        ((Number) Objects.requireNonNull(row.get(offset))).longValue()));
    }

    private static @Nullable String id(@Nullable Object cell, Function<UUID, @Nullable String> address) {
        return cell == null ? null : address.apply(UUID.fromString(cell.toString()));
    }

    /** Columns that are about a night, and what is behind them. */
    private static List<Sheet.Link> ofNights(
            Sheet sheet, Map<String, BiFunction<LocalDate, LocalDate, View.@Nullable Link>> columns) {
        int from = Math.max(sheet.at("night"), sheet.at("from"));
        int to = Math.max(sheet.at("night"), sheet.at("to"));
        var links = new ArrayList<Sheet.Link>();
        columns.forEach((column, link) -> links.add(new Sheet.Link(
                column,
                row -> row.get(from) instanceof LocalDate first && row.get(to) instanceof LocalDate last
                        ? address(link.apply(first, last))
                        : null)));
        return links;
    }

    private static List<Sheet.Link> pickup(Sheet sheet, BooksLinks ahead) {
        return ofNights(
                sheet,
                Map.ofEntries(
                        Map.entry("roomsAvailable", ahead::rooms),
                        Map.entry("onTheBooks", ahead::books),
                        Map.entry("revenue", ahead::books),
                        Map.entry("occupancyPct", ahead::books),
                        Map.entry("adr", ahead::books),
                        Map.entry("pickup1", (from, to) -> ahead.pickup(from, to, 1)),
                        Map.entry("pickup7", (from, to) -> ahead.pickup(from, to, 7)),
                        Map.entry("pickup28", (from, to) -> ahead.pickup(from, to, 28)),
                        Map.entry("lastYear", ahead::lastYear)));
    }

    private static List<Sheet.Link> daily(DailyReportSource source, Sheet sheet) {
        var daily = new DailyLinks(source);
        return switch (sheet.name()) {
            case "figures" ->
                FIGURES.entrySet().stream()
                        .map(column -> new Sheet.Link(
                                column.getKey(),
                                row -> address(daily.figure(Objects.toString(row.get(1)), column.getValue()))))
                        .toList();
            case "sales" -> byLabel(daily, "count", "roomNights", "value");
            case "outlook" -> outlook(sheet, daily.ahead());
            case "channels" -> shares(sheet, daily, BehindFigure.CHANNEL_STAYS);
            case "segments" -> shares(sheet, daily, BehindFigure.SEGMENT_STAYS);
            case "room-types" -> shares(sheet, daily, BehindFigure.ROOM_TYPE_STAYS);
            case "rate-plans" -> shares(sheet, daily, BehindFigure.RATE_PLAN_STAYS);
            case "ledgers" -> ledgers(daily, sheet);
            case "money" -> byLabel(daily, "count", "amount");
            case "exceptions" -> byLabel(daily, "count");
            case "disputes" -> List.of(new Sheet.Link("amount", _ -> address(daily.today("Open disputes"))));
            case "next-nights" ->
                ofNights(
                        sheet,
                        Map.of(
                                "rooms", daily.ahead()::books,
                                "available", daily.ahead()::rooms,
                                "occupancyPct", daily.ahead()::books));
            case "overbooked" -> ofNights(sheet, Map.of("rooms", daily.ahead()::books));
            default -> List.of();
        };
    }

    private static List<Sheet.Link> byLabel(DailyLinks daily, String... columns) {
        return Arrays.stream(columns)
                .map(column -> new Sheet.Link(column, row -> address(daily.today(Objects.toString(row.getFirst())))))
                .toList();
    }

    private static List<Sheet.Link> shares(Sheet sheet, DailyLinks daily, BehindFigure of) {
        var links = new ArrayList<Sheet.Link>();
        SHARES.forEach((time, window) -> {
            Stream.of("Nights", "Revenue", "Adr")
                    .map(what -> time + what)
                    .filter(column -> sheet.at(column) >= 0) // There are no averages of last year.
                    .forEach(column -> links.add(new Sheet.Link(
                            column, row -> address(daily.share(of, Objects.toString(row.getFirst()), window)))));
        });
        return links;
    }

    private static List<Sheet.Link> outlook(Sheet sheet, BooksLinks ahead) {
        return ofNights(
                sheet,
                Map.of(
                        "roomNights", ahead::books,
                        "revenue", ahead::books,
                        "occupancyPct", ahead::books,
                        "adr", ahead::books,
                        "pickup1", (from, to) -> ahead.pickup(from, to, 1),
                        "pickup7", (from, to) -> ahead.pickup(from, to, 7),
                        "lastYear", ahead::lastYear));
    }

    private static List<Sheet.Link> ledgers(DailyLinks daily, Sheet sheet) {
        BiFunction<String, BiFunction<String, String, View.@Nullable Link>, Sheet.Link> link =
                (column, of) -> new Sheet.Link(
                        column,
                        row -> address(of.apply(
                                Objects.toString(row.get(sheet.at("name"))),
                                Objects.toString(row.get(sheet.at("time"))))));
        return List.of(
                link.apply("opening", daily::opening),
                link.apply("charges", (name, time) -> daily.ledger(BehindFigure.LEDGER_CHARGES, name, time)),
                link.apply("transfers", (name, time) -> daily.ledger(BehindFigure.LEDGER_TRANSFERS, name, time)),
                link.apply("payments", (name, time) -> daily.ledger(BehindFigure.LEDGER_PAYMENTS, name, time)),
                link.apply("closing", daily::closing));
    }

    private static @Nullable String address(View.@Nullable Link link) {
        return link == null ? null : link.address();
    }

    private static List<Sheet.Link> folio(Sheet sheet, @Nullable String booking) {
        return switch (sheet.name()) {
            case "charges" -> List.of(new Sheet.Link("gross", _ -> booking));
            case "payments" -> List.of(new Sheet.Link("amount", _ -> booking));
            default -> List.of();
        };
    }

    private List<Sheet.Link> invoice(InvoiceSource invoice, Sheet sheet) {
        if (!sheet.name().equals("lines")) {
            return folio(sheet, links.booking(invoice.stay().bookingId()));
        }
        var event = invoice.event();
        var address = event == null
                ? links.booking(invoice.stay().bookingId())
                : links.event(invoice.stay().bookingId(), event.topic(), event.partition(), event.offset());
        return List.of(new Sheet.Link("gross", _ -> address));
    }
}
