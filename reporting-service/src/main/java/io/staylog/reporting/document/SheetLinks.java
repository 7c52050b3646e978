package io.staylog.reporting.document;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The same links in tables that a page has, and one for each row that names its booking or its event. */
final class SheetLinks {
    private static final String BOOKING = "bookingId";
    private static final String OFFSET = "offset";

    private final Links links;

    private SheetLinks(Links links) {
        this.links = links;
    }

    static List<Sheet> add(DocumentSource source, List<Sheet> sheets) {
        if (source.heading().standsOn().publicUrl().isEmpty()) {
            return sheets;
        }
        var all = new SheetLinks(Links.of(source.heading()));
        return sheets.stream().map(sheet -> sheet.with(all.of(source, sheet))).toList();
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
                    case PickupSource _ -> nights(sheet, "onTheBooks");
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

    private List<Sheet.Link> nights(Sheet sheet, String column) {
        int night = sheet.at("night");
        return List.of(
                new Sheet.Link(column, row -> row.get(night) instanceof LocalDate date ? links.night(date) : null));
    }

    private static List<Sheet.Link> daily(DailyReportSource source, Sheet sheet) {
        var daily = new DailyLinks(source);
        return switch (sheet.name()) {
            case "figures" ->
                List.of(
                        new Sheet.Link("today", row -> address(daily.figure(Objects.toString(row.get(1))))),
                        new Sheet.Link("monthToDate", row -> address(daily.month(Objects.toString(row.get(1))))));
            case "sales" -> List.of(byLabel("count", daily::figure));
            case "channels", "segments", "room-types", "rate-plans" ->
                List.of(new Sheet.Link("todayNights", _ -> address(daily.night())));
            case "ledgers" -> List.of(new Sheet.Link("payments", _ -> address(daily.ledgerPayments())));
            case "money" -> List.of(byLabel("count", daily::money), byLabel("amount", daily::money));
            case "exceptions" -> List.of(byLabel("count", daily::exception));
            case "next-nights", "overbooked" -> new SheetLinks(Links.of(source.heading())).nights(sheet, "rooms");
            default -> List.of();
        };
    }

    private static Sheet.Link byLabel(String column, Function<String, View.@Nullable Link> link) {
        return new Sheet.Link(column, row -> address(link.apply(Objects.toString(row.getFirst()))));
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
