package io.staylog.booking.domain;

import static io.staylog.booking.domain.HotelFixture.ANNA;
import static io.staylog.booking.domain.HotelFixture.BELA;
import static io.staylog.booking.domain.HotelFixture.DOUBLE;
import static io.staylog.booking.domain.HotelFixture.FLEX;
import static io.staylog.booking.domain.HotelFixture.NIGHT;
import static io.staylog.booking.domain.HotelFixture.PARTY;
import static io.staylog.booking.domain.HotelFixture.PREPAID;
import static io.staylog.booking.domain.HotelFixture.TODAY;
import static io.staylog.booking.domain.HotelFixture.registeredAs;
import static io.staylog.booking.domain.HotelFixture.rio;
import static io.staylog.booking.domain.HotelFixture.stay;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.BookingEvent.CreditNoteIssued;
import io.staylog.booking.domain.BookingEvent.FolioChargePosted;
import io.staylog.booking.domain.BookingEvent.HotelRegistered;
import io.staylog.booking.domain.BookingEvent.InvoiceIssued;
import io.staylog.booking.domain.BookingEvent.RequestRejected;
import io.staylog.booking.domain.FolioLine.Kind;
import io.staylog.booking.domain.TaxReason.Scope;
import io.staylog.testkit.DeciderSpec;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guest gets in writing of what was owed, and how it is taken back. */
class InvoicingTest {
    private final HotelFixture ask = new HotelFixture();
    private final DeciderSpec<Hotel, BookingCommand, BookingEvent> rio = rio();

    @Test
    void who_has_left_gets_an_invoice_over_nights_and_charges() {
        inHouse(ANNA, "2026-06-03");
        rio.after(ask.charge(ANNA, 1_230), ask.close("2026-06-01"), ask.close("2026-06-02"), ask.checkOut(ANNA));
        var asked = ask.invoice(ANNA);
        rio.when(asked)
                .then(new InvoiceIssued(
                        asked.request().id(),
                        ANNA,
                        5,
                        LocalDate.parse("2026-06-03"),
                        "INV",
                        1,
                        PARTY,
                        "EUR",
                        List.of(
                                new InvoiceLine(night("2026-06-01"), 1),
                                new InvoiceLine(
                                        new FolioLine(
                                                Kind.CHARGE, ChargeKind.MINIBAR, "MINIBAR", TODAY, 1_230, 1_160, 600),
                                        1),
                                new InvoiceLine(night("2026-06-02"), 1))));
    }

    @Test
    void rooms_of_one_class_and_price_are_one_line_a_night() {
        rio.after(
                ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-02"), stay("2026-06-01", "2026-06-02")),
                ask.checkIn(ANNA),
                ask.close("2026-06-01"),
                ask.checkOut(ANNA));
        rio.when(ask.invoice(ANNA));
        assertThat(issued().lines()).containsExactly(new InvoiceLine(night("2026-06-01"), 2));
        assertThat(InvoiceLine.total(issued().lines())).isEqualTo(2 * NIGHT);
    }

    @Test
    void sums_by_rate_come_lowest_first_and_are_the_sums_of_their_lines() {
        inHouse(ANNA, "2026-06-02");
        rio.after(
                ask.declare(
                        registeredAs(90, HotelFixture.seller(new TaxReason(Scope.ANY, "Collected for Lisbon", false)))),
                charge("WINE", 1_230, 2_300),
                charge("CITY TAX", 200, 0),
                charge("BEER", 615, 2_300),
                ask.close("2026-06-01"),
                ask.checkOut(ANNA));
        rio.when(ask.invoice(ANNA));
        assertThat(InvoiceLine.taxes(issued().lines()))
                .containsExactly(
                        new InvoiceLine.TaxSum(0, 200, 200),
                        new InvoiceLine.TaxSum(600, 9_434, NIGHT),
                        new InvoiceLine.TaxSum(2_300, 1_500, 1_845));
    }

    @Test
    void numbers_of_a_series_go_on_from_booking_to_booking_without_a_gap() {
        left(ANNA);
        rio.after(ask.place(BELA, FLEX, stay("2026-06-02", "2026-06-03")), ask.checkIn(BELA));
        rio.after(ask.close("2026-06-02"), ask.checkOut(BELA));
        rio.when(ask.invoice(BELA));
        assertThat(issued().number()).isEqualTo(1);
        rio.when(ask.invoice(UUID.randomUUID()));
        rio.when(ask.invoice(ANNA));
        assertThat(issued().number()).isEqualTo(2);
    }

    @Test
    void a_repeated_request_gives_no_second_number() {
        left(ANNA);
        var asked = ask.invoice(ANNA);
        rio.after(asked);
        rio.when(asked).then();
        rio.after(ask.credit(ANNA, "INV", 1));
        rio.when(ask.invoice(ANNA));
        assertThat(issued().number()).isEqualTo(2);
    }

    @Test
    void what_is_invoiced_is_not_invoiced_again() {
        left(ANNA);
        rio.after(ask.invoice(ANNA));
        refused(ask.invoice(ANNA), Reason.NOTHING_TO_INVOICE);
    }

    @Test
    void a_late_charge_gets_an_invoice_of_its_own() {
        left(ANNA);
        rio.after(ask.invoice(ANNA), ask.charge(ANNA, 700), ask.close("2026-06-02"));
        rio.when(ask.invoice(ANNA));
        assertThat(issued().number()).isEqualTo(2);
        assertThat(issued().businessDate()).isEqualTo("2026-06-03");
        assertThat(issued().lines()).hasSize(1);
        assertThat(issued().lines().getFirst().unit().suppliedOn()).isEqualTo("2026-06-02");
    }

    @Test
    void the_same_charge_once_more_is_a_line_of_its_own() {
        inHouse(ANNA, "2026-06-02");
        rio.after(ask.close("2026-06-01"), ask.checkOut(ANNA), ask.charge(ANNA, 700), ask.invoice(ANNA));
        rio.after(ask.charge(ANNA, 700));
        rio.when(ask.invoice(ANNA));
        assertThat(InvoiceLine.total(issued().lines())).isEqualTo(700);
    }

    @Test
    void a_credit_note_says_all_that_its_invoice_says_and_frees_its_lines() {
        left(ANNA);
        rio.when(ask.invoice(ANNA));
        var invoice = issued();
        var asked = ask.credit(ANNA, "INV", 1);
        rio.when(asked)
                .then(new CreditNoteIssued(
                        asked.request().id(),
                        ANNA,
                        invoice.version() + 1,
                        invoice.businessDate(),
                        "CRN",
                        1,
                        "INV",
                        1,
                        "wrong address",
                        PARTY,
                        "EUR",
                        invoice.lines()));
        rio.when(ask.invoice(ANNA));
        assertThat(issued().lines()).isEqualTo(invoice.lines());
        assertThat(issued().number()).isEqualTo(2);
    }

    @Test
    void an_invoice_is_credited_once_and_only_where_it_is_known() {
        left(ANNA);
        rio.after(ask.invoice(ANNA), ask.credit(ANNA, "INV", 1));
        refused(ask.credit(ANNA, "INV", 1), Reason.INVOICE_CREDITED);
        refused(ask.credit(ANNA, "INV", 2), Reason.INVOICE_NOT_FOUND);
        refused(ask.credit(ANNA, "CRN", 1), Reason.INVOICE_NOT_FOUND);
    }

    @Test
    void a_credit_note_needs_a_reason() {
        left(ANNA);
        rio.after(ask.invoice(ANNA));
        refused(
                new BookingCommand.IssueCreditNote(ask.request("CreditNoteRequested"), ANNA, "INV", 1, " "),
                Reason.FIELD_INVALID);
    }

    @Test
    void who_has_not_left_gets_no_invoice() {
        refused(ask.invoice(ANNA), Reason.BOOKING_NOT_FOUND);
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-03")));
        refused(ask.invoice(ANNA), Reason.ILLEGAL_TRANSITION);
        rio.after(ask.checkIn(ANNA));
        refused(ask.invoice(ANNA), Reason.ILLEGAL_TRANSITION);
    }

    @Test
    void who_did_not_come_gets_an_invoice_over_the_fee() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-03")), ask.noShow(ANNA));
        rio.when(ask.invoice(ANNA));
        assertThat(issued().lines())
                .containsExactly(new InvoiceLine(
                        new FolioLine(Kind.NO_SHOW_FEE, ChargeKind.OTHER, "No-show fee", TODAY, NIGHT, NIGHT, 0),
                        1,
                        TaxReasons.FEE,
                        false));
    }

    @Test
    void who_cancels_late_gets_an_invoice_over_the_fee_and_who_cancels_for_nothing_none() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-03")), ask.cancel(ANNA));
        rio.when(ask.invoice(ANNA));
        assertThat(issued().lines().getFirst().unit().kind()).isEqualTo(Kind.CANCELLATION_FEE);
        rio.after(ask.place(BELA, FLEX, stay("2026-07-01", "2026-07-03")), ask.cancel(BELA));
        refused(ask.invoice(BELA), Reason.NOTHING_TO_INVOICE);
    }

    @Test
    void who_leaves_early_pays_for_the_nights_used_and_for_giving_up_the_rest() {
        rio.after(ask.place(ANNA, PREPAID, stay("2026-06-01", "2026-06-03")));
        rio.after(HotelFixture.paid(ANNA, rio.state(), 2 * NIGHT), ask.checkIn(ANNA), ask.close("2026-06-01"));
        rio.after(ask.checkOut(ANNA));
        rio.when(ask.invoice(ANNA));
        assertThat(issued().lines())
                .extracting(line -> line.unit().kind(), InvoiceLine::grossMinor)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Kind.NIGHT, NIGHT),
                        org.assertj.core.groups.Tuple.tuple(Kind.EARLY_DEPARTURE_FEE, NIGHT));
    }

    @Test
    void a_fee_that_was_invoiced_and_is_not_owed_any_more_is_credited_before_anything_else_is_invoiced() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-03")), ask.noShow(ANNA), ask.invoice(ANNA));
        rio.after(ask.reinstate(ANNA), ask.checkIn(ANNA), ask.close("2026-06-01"), ask.checkOut(ANNA));
        refused(ask.invoice(ANNA), Reason.INVOICE_OUTDATED);
        rio.after(ask.credit(ANNA, "INV", 1));
        rio.when(ask.invoice(ANNA));
        assertThat(issued().lines()).containsExactly(new InvoiceLine(night("2026-06-01"), 1));
    }

    @Test
    void an_invoice_can_be_credited_while_a_reinstated_booking_waits_for_its_guest() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-03")), ask.noShow(ANNA), ask.invoice(ANNA));
        rio.after(ask.reinstate(ANNA)).when(ask.credit(ANNA, "INV", 1));
        assertThat(rio.decided().getFirst()).isInstanceOf(CreditNoteIssued.class);
    }

    @Test
    void a_hotel_without_an_address_issues_nothing_until_it_says_one() {
        left(ANNA);
        rio.after(ask.declare(registeredAs(90, Fiscal.UNSAID)));
        refused(ask.invoice(ANNA), Reason.HOTEL_ADDRESS_MISSING);
        rio.after(ask.declare(registeredAs(91, HotelFixture.SELLER)));
        rio.when(ask.invoice(ANNA));
        assertThat(issued().number()).isEqualTo(1);
    }

    @Test
    void another_series_begins_with_1_and_an_old_one_goes_on_where_it_was() {
        left(ANNA);
        rio.after(ask.invoice(ANNA), ask.credit(ANNA, "INV", 1), ask.declare(registeredAs(90, series("RIO-26"))));
        rio.when(ask.invoice(ANNA));
        assertThat(issued().series()).isEqualTo("RIO-26");
        assertThat(issued().number()).isEqualTo(1);
        rio.after(ask.credit(ANNA, "RIO-26", 1), ask.declare(registeredAs(91, series("INV"))));
        rio.when(ask.invoice(ANNA));
        assertThat(issued().number()).isEqualTo(2);
    }

    @Test
    void a_booking_that_is_forgotten_gets_no_invoice_any_more_and_the_refusal_says_why() {
        left(ANNA);
        for (int day = 0; day < Hotel.REMEMBERED_DAYS; day++) {
            rio.after(ask.close(rio.state().businessDate().toString()));
        }
        rio.when(ask.invoice(ANNA));
        assertThat(issued().number()).isEqualTo(1);
        rio.after(ask.close(rio.state().businessDate().toString()));
        refused(ask.credit(ANNA, "INV", 1), Reason.BOOKING_NOT_FOUND);
        assertThat(refusal().message()).contains("forgotten 30 business dates after its end");
    }

    @Test
    void a_charge_contains_the_hotels_tax_unless_it_says_its_own() {
        inHouse(ANNA, "2026-06-03");
        rio.when(charge("BREAKFAST", 1_060, null));
        assertThat((FolioChargePosted) rio.decided().getFirst())
                .extracting(FolioChargePosted::taxMinor, FolioChargePosted::taxRateBps)
                .containsExactly(60L, 600);
        rio.when(charge("WINE", 1_230, 2_300));
        assertThat(((FolioChargePosted) rio.decided().getFirst()).taxMinor()).isEqualTo(230);
        refused(charge("WINE", 1_230, 10_001), Reason.FIELD_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "inv", "INV/1", "INVOICES-2026-RIO", "RÍO"})
    void a_series_that_no_invoice_could_carry_is_refused(String series) {
        refused(ask.declare(registeredAs(90, series(series))), Reason.FIELD_INVALID);
        assertThat(refusal().details()).containsEntry("field", "invoiceSeries");
    }

    @Test
    void invoices_and_credit_notes_have_series_of_their_own() {
        refused(ask.declare(registeredAs(90, series("CRN"))), Reason.FIELD_INVALID);
        assertThat(refusal().details()).containsEntry("field", "creditNoteSeries");
    }

    @ParameterizedTest
    @CsvSource({
        "PT501234567,true",
        "CHE-123.456.789 MWST,true",
        "IE1234567WA,true",
        "501234567,false",
        "pt501234567,false",
        "PT,false"
    })
    void a_vat_number_has_its_countrys_prefix(String number, boolean good) {
        var fiscal = new Fiscal("", "Rua 1", number, "INV", "CRN", List.of());
        rio.when(ask.declare(registeredAs(90, fiscal)));
        assertThat(rio.decided().getFirst()).isInstanceOf(good ? HotelRegistered.class : RequestRejected.class);
    }

    private void inHouse(UUID booking, String departure) {
        rio.after(ask.place(booking, FLEX, stay("2026-06-01", departure)), ask.checkIn(booking));
    }

    private void left(UUID booking) {
        inHouse(booking, "2026-06-02");
        rio.after(ask.close("2026-06-01"), ask.checkOut(booking));
    }

    private BookingCommand charge(String what, long amountMinor, Integer taxRateBps) {
        return new BookingCommand.PostCharge(
                ask.request("ChargeReported"), ANNA, what, amountMinor, ChargeKind.OTHER, taxRateBps);
    }

    private static FolioLine night(String date) {
        return new FolioLine(Kind.NIGHT, ChargeKind.OTHER, DOUBLE, LocalDate.parse(date), NIGHT, 9_434, 600);
    }

    private static Fiscal series(String series) {
        return new Fiscal("", "Rua 1", "", series, "CRN", List.of());
    }

    private InvoiceIssued issued() {
        return (InvoiceIssued) rio.decided().getFirst();
    }

    private Rejection refusal() {
        return ((RequestRejected) rio.decided().getFirst()).rejection();
    }

    private void refused(BookingCommand command, Reason reason) {
        rio.when(command);
        assertThat(refusal().reason()).isEqualTo(reason);
    }
}
