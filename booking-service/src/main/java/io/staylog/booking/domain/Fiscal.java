package io.staylog.booking.domain;

import java.util.List;

/**
 * Who sells, as a hotel's invoices say it, and how they are numbered.
 *
 * @param legalName the company; empty where it is called like the hotel
 * @param address its postal address, lines separated by a line feed; empty where it has not been said
 * @param vatNumber its VAT identification number; empty where it has none
 * @param invoiceSeries the series of its invoices
 * @param creditNoteSeries the series of its credit notes
 * @param taxReasons why it takes no tax on what it sells at a rate of 0
 */
public record Fiscal(
        String legalName,
        String address,
        String vatNumber,
        String invoiceSeries,
        String creditNoteSeries,
        List<TaxReason> taxReasons) {
    /** Of a hotel that has said nothing about it. */
    public static final Fiscal UNSAID = new Fiscal("", "", "", "INV", "CRN", List.of());

    /** Keeps its own copy. */
    public Fiscal {
        taxReasons = List.copyOf(taxReasons);
    }
}
