package io.staylog.booking.domain;

import static io.staylog.booking.domain.HotelFixture.ANNA;
import static io.staylog.booking.domain.HotelFixture.FLEX;
import static io.staylog.booking.domain.HotelFixture.registeredAs;
import static io.staylog.booking.domain.HotelFixture.rio;
import static io.staylog.booking.domain.HotelFixture.seller;
import static io.staylog.booking.domain.HotelFixture.stay;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.BookingEvent.CreditNoteIssued;
import io.staylog.booking.domain.BookingEvent.InvoiceIssued;
import io.staylog.booking.domain.BookingEvent.RequestRejected;
import io.staylog.booking.domain.TaxReason.Scope;
import io.staylog.testkit.DeciderSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an invoice says about lines without tax, and that it is not issued before the hotel has said why. */
class ExplainingNoTaxTest {
    private static final TaxReason CITY_TAX = new TaxReason(Scope.CITY_TAX, "Collected for Lisbon", false);
    private static final TaxReason SMALL = new TaxReason(Scope.ANY, "Exempt: small enterprise", false);
    private static final TaxReason REVERSE = new TaxReason(Scope.OTHER, "Reverse charge", true);

    private final HotelFixture ask = new HotelFixture();
    private final DeciderSpec<Hotel, BookingCommand, BookingEvent> rio = rio();
    private int registrations = 90;

    @Test
    void a_line_without_tax_and_without_a_reason_is_not_invoiced_and_the_refusal_names_what_to_set() {
        left(charge("City tax", ChargeKind.CITY_TAX, 0));
        rio.when(ask.invoice(ANNA));
        assertThat(refusal().reason()).isEqualTo(Reason.TAX_REASON_MISSING);
        assertThat(refusal().message())
                .isEqualTo("hotel rio takes no tax on CITY_TAX and has not said why, which the invoice must say;"
                        + " register it again with taxReasons for CITY_TAX");
        assertThat(refusal().details()).containsEntry("field", "taxReasons").containsEntry("scope", "CITY_TAX");
        says(CITY_TAX);
        rio.when(ask.invoice(ANNA));
        assertThat(issued().number()).isEqualTo(1);
        assertThat(issued().lines()).extracting(InvoiceLine::taxReason).containsExactly("", "Collected for Lisbon");
    }

    @Test
    void the_reason_is_frozen_and_the_credit_note_gives_the_one_of_its_invoice() {
        left(charge("City tax", ChargeKind.CITY_TAX, 0));
        says(CITY_TAX);
        rio.when(ask.invoice(ANNA));
        var lines = issued().lines();
        says(new TaxReason(Scope.CITY_TAX, "Said otherwise", false));
        rio.when(ask.credit(ANNA, "INV", 1));
        assertThat(((CreditNoteIssued) rio.decided().getFirst()).lines()).isEqualTo(lines);
        rio.when(ask.invoice(ANNA));
        assertThat(issued().lines().getLast().taxReason()).isEqualTo("Said otherwise");
    }

    @Test
    void a_reason_of_one_kind_goes_before_the_one_for_everything() {
        left(charge("City tax", ChargeKind.CITY_TAX, 0), charge("Newspaper", ChargeKind.OTHER, 0));
        says(SMALL, CITY_TAX);
        rio.when(ask.invoice(ANNA));
        assertThat(issued().lines())
                .extracting(InvoiceLine::taxReason)
                .containsExactly("", "Collected for Lisbon", "Exempt: small enterprise");
    }

    @Test
    void equal_charges_of_two_kinds_keep_their_own_reasons() {
        left(charge("Ticket", ChargeKind.OTHER, 0), charge("Ticket", ChargeKind.PARKING, 0));
        says(SMALL, new TaxReason(Scope.PARKING, "Exempt: parking", false));
        rio.when(ask.invoice(ANNA));
        assertThat(issued().lines())
                .extracting(InvoiceLine::taxReason)
                .containsExactly("", "Exempt: small enterprise", "Exempt: parking");
    }

    @Test
    void what_costs_nothing_needs_no_reason() {
        says(SMALL);
        left(charge("City tax", ChargeKind.CITY_TAX, 0));
        rio.when(ask.invoice(ANNA));
        assertThat(TaxReasons.explain(
                        List.of(new InvoiceLine(
                                FolioLine.fee(FolioLine.Kind.NO_SHOW_FEE, "No-show fee", HotelFixture.TODAY, 0), 1)),
                        HotelFixture.SELLER,
                        ""))
                .extracting(InvoiceLine::taxReason)
                .containsExactly("");
    }

    @Test
    void a_fee_has_a_reason_of_its_own_which_a_hotel_may_say_in_other_words() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-03")), ask.noShow(ANNA));
        says(SMALL);
        rio.when(ask.invoice(ANNA));
        assertThat(issued().lines()).extracting(InvoiceLine::taxReason).containsExactly(TaxReasons.FEE);
        says(new TaxReason(Scope.NO_SHOW_FEE, "N\u00e3o sujeito", false));
        rio.after(ask.credit(ANNA, "INV", 1)).when(ask.invoice(ANNA));
        assertThat(issued().lines()).extracting(InvoiceLine::taxReason).containsExactly("N\u00e3o sujeito");
    }

    @ParameterizedTest
    @CsvSource({"DE,true", "EL,true", "PT,false", "CH,false", "GB,false", "'',false"})
    void the_buyer_owes_the_tax_only_where_the_hotel_says_so_and_the_buyer_is_of_another_member_state(
            String country, boolean isReverse) {
        left(charge("Meeting room", ChargeKind.OTHER, 0));
        says(SMALL, REVERSE);
        rio.when(ask.invoice(ANNA, country));
        assertThat(issued().lines().getLast())
                .extracting(InvoiceLine::taxReason, InvoiceLine::reverseCharge)
                .containsExactly(isReverse ? "Reverse charge" : "Exempt: small enterprise", isReverse);
    }

    @Test
    void a_buyer_of_another_member_state_pays_the_tax_of_the_house_on_nights() {
        left();
        says(new TaxReason(Scope.ANY, "Reverse charge", true));
        rio.when(ask.invoice(ANNA, "DE"));
        assertThat(issued().lines())
                .extracting(line -> line.unit().taxRateBps(), InvoiceLine::taxReason, InvoiceLine::reverseCharge)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(600, "", false));
    }

    @Test
    void reverse_charge_alone_is_no_reason_for_a_buyer_without_a_number_and_the_refusal_says_so() {
        left(charge("Meeting room", ChargeKind.OTHER, 0));
        says(REVERSE);
        rio.when(ask.invoice(ANNA));
        assertThat(refusal().reason()).isEqualTo(Reason.TAX_REASON_MISSING);
        assertThat(refusal().message()).contains("needs a buyer with a VAT number of another member state");
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN,Exempt,false,taxReasons.scope",
        "NIGHT,' ',false,taxReasons.reason",
        "NIGHT,'two\nlines',false,taxReasons.reason",
    })
    void a_reason_that_no_invoice_could_say_is_refused(Scope scope, String text, boolean reverse, String field) {
        rio.when(ask.declare(registeredAs(90, seller(new TaxReason(scope, text, reverse)))));
        assertThat(refusal().details()).containsEntry("field", field);
    }

    @Test
    void one_kind_has_one_reason_for_all_buyers_and_one_for_reverse_charge() {
        rio.when(ask.declare(registeredAs(90, seller(SMALL, SMALL))));
        assertThat(refusal().details()).containsEntry("field", "taxReasons.scope");
        rio.when(ask.declare(registeredAs(91, seller(REVERSE, new TaxReason(Scope.OTHER, "Exempt", false)))));
        assertThat(rio.decided().getFirst()).isInstanceOf(BookingEvent.HotelRegistered.class);
    }

    @Test
    void a_hotel_without_a_vat_number_has_no_reverse_charge() {
        rio.when(ask.declare(registeredAs(90, new Fiscal("", "Rua 1", "", "INV", "CRN", List.of(REVERSE)))));
        assertThat(refusal().details()).containsEntry("field", "vatNumber");
    }

    private void left(BookingCommand... charges) {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-02")), ask.checkIn(ANNA));
        rio.after(charges).after(ask.close("2026-06-01"), ask.checkOut(ANNA));
    }

    private void says(TaxReason... reasons) {
        registrations++;
        rio.after(ask.declare(registeredAs(registrations, seller(reasons))));
    }

    private BookingCommand charge(String what, ChargeKind kind, int taxRateBps) {
        return new BookingCommand.PostCharge(ask.request("ChargeReported"), ANNA, what, 200, kind, taxRateBps);
    }

    private InvoiceIssued issued() {
        return (InvoiceIssued) rio.decided().getFirst();
    }

    private Rejection refusal() {
        return ((RequestRejected) rio.decided().getFirst()).rejection();
    }
}
