package io.staylog.checker.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a booking owes, thing by thing, and which invoices over it are valid. Changes as the log goes on. */
final class Folio {
    /** One thing; those that are equal are counted. */
    record Item(String kind, long day, long grossMinor, long taxRateBps) {}

    private List<Item> nights;
    private final List<Item> charges = new ArrayList<>();
    private final Map<String, Map<Item, Long>> valid = new HashMap<>();
    private boolean owesNights = true;
    private @Nullable Item fee;

    Folio(Body terms) {
        nights = nights(terms);
    }

    private static List<Item> nights(Body body) {
        return body.bodies("roomStays").stream()
                .flatMap(stay -> stay.bodies("nights").stream())
                .map(night -> new Item(
                        "NIGHT", night.number("night"), night.number("grossMinor"), night.number("taxRateBps")))
                .toList();
    }

    void see(String type, Body body) {
        switch (type) {
            case "BookingModified" -> nights = nights(body);
            case "FolioChargePosted" ->
                charges.add(new Item(
                        "CHARGE", body.number("businessDate"), body.number("amountMinor"), body.number("taxRateBps")));
            case "GuestCheckedOut" -> {
                if (body.has("roomStays")) {
                    nights = nights(body);
                }
                owes("EARLY_DEPARTURE_FEE", "earlyDepartureFeeMinor", body);
            }
            case "BookingCancelled" -> insteadOfNights("CANCELLATION_FEE", body);
            case "BookingNoShow" -> insteadOfNights("NO_SHOW_FEE", body);
            case "BookingReinstated" -> {
                owesNights = true;
                fee = null;
            }
            default -> {} // It changes nothing that is owed.
        }
    }

    private void insteadOfNights(String kind, Body body) {
        owesNights = false;
        owes(kind, "feeMinor", body);
    }

    private void owes(String kind, String field, Body body) {
        long minor = body.number(field);
        fee = minor == 0 ? null : new Item(kind, body.number("businessDate"), minor, 0);
    }

    Map<Item, Long> owed() {
        var owed = new HashMap<Item, Long>();
        if (owesNights) {
            nights.forEach(item -> owed.merge(item, 1L, Long::sum));
        }
        charges.forEach(item -> owed.merge(item, 1L, Long::sum));
        if (fee != null) {
            owed.merge(fee, 1L, Long::sum);
        }
        return owed;
    }

    /** The lines of an invoice or a credit note, one by one. */
    static Map<Item, Long> lines(Body document) {
        var lines = new HashMap<Item, Long>();
        for (var line : document.bodies("lines")) {
            long quantity = Math.max(1, line.number("quantity"));
            var item = new Item(
                    line.text("kind"),
                    line.number("suppliedOn"),
                    line.number("grossMinor") / quantity,
                    line.number("taxRateBps"));
            lines.merge(item, quantity, Long::sum);
        }
        return lines;
    }

    void issued(String name, Map<Item, Long> lines) {
        valid.put(name, lines);
    }

    @Nullable
    Map<Item, Long> takenBack(String name) {
        return valid.remove(name);
    }

    /** What is on invoices that were not taken back. */
    Map<Item, Long> invoiced() {
        var all = new HashMap<Item, Long>();
        valid.values().forEach(lines -> lines.forEach((item, count) -> all.merge(item, count, Long::sum)));
        return all;
    }
}
