package io.staylog.booking.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/**
 * One line of an invoice: how many of the same.
 *
 * @param unit one of them
 * @param quantity how many
 * @param taxReason why it carries no tax, as it was at the date of issue; empty where it carries tax or costs nothing
 * @param reverseCharge whether the buyer owes the tax on it
 */
public record InvoiceLine(FolioLine unit, int quantity, String taxReason, boolean reverseCharge) {

    /** One that needs no reason, or has none yet. */
    public InvoiceLine(FolioLine unit, int quantity) {
        this(unit, quantity, "", false);
    }

    InvoiceLine because(TaxReason reason) {
        return new InvoiceLine(unit, quantity, reason.text(), reason.reverseCharge());
    }

    /** The sums of one tax rate, in minor units. */
    public record TaxSum(int taxRateBps, long netMinor, long grossMinor) {
        private TaxSum and(TaxSum other) {
            return new TaxSum(taxRateBps, netMinor + other.netMinor, grossMinor + other.grossMinor);
        }
    }

    public long grossMinor() {
        return quantity * unit.grossMinor();
    }

    public long netMinor() {
        return quantity * unit.netMinor();
    }

    /** What is equal becomes one line, in the order in which it comes first. */
    static List<InvoiceLine> of(List<FolioLine> lines) {
        var quantities = new LinkedHashMap<FolioLine, Integer>();
        lines.forEach(line -> quantities.merge(line, 1, Integer::sum));
        return quantities.entrySet().stream()
                .map(entry -> new InvoiceLine(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Sum of all lines with tax, in minor units. */
    public static long total(List<InvoiceLine> lines) {
        return lines.stream().mapToLong(InvoiceLine::grossMinor).sum();
    }

    /** Sums by tax rate, lowest rate first. */
    public static List<TaxSum> taxes(List<InvoiceLine> lines) {
        var sums = new TreeMap<Integer, TaxSum>();
        for (var line : lines) {
            var sum = new TaxSum(line.unit.taxRateBps(), line.netMinor(), line.grossMinor());
            sums.merge(sum.taxRateBps, sum, TaxSum::and);
        }
        return List.copyOf(sums.values());
    }
}
