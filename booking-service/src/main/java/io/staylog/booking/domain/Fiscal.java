package io.staylog.booking.domain;

/**
 * Who sells, as a hotel's invoices say it, and how they are numbered.
 *
 * @param legalName the company; empty where it is called like the hotel
 * @param address its postal address, lines separated by a line feed; empty where it has not been said
 * @param vatNumber its VAT identification number; empty where it has none
 * @param invoiceSeries the series of its invoices
 * @param creditNoteSeries the series of its credit notes
 */
public record Fiscal(
        String legalName, String address, String vatNumber, String invoiceSeries, String creditNoteSeries) {
    /** Of a hotel that has said nothing about it. */
    public static final Fiscal UNSAID = new Fiscal("", "", "", "INV", "CRN");
}
