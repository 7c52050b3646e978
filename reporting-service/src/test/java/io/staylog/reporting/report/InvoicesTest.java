package io.staylog.reporting.report;

import static io.staylog.reporting.testing.Events.*;
import static io.staylog.reporting.testing.MoneyEvents.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.staylog.reporting.projection.ProjectorFixture;
import io.staylog.reporting.report.Invoices.FolioLine;
import io.staylog.reporting.report.Invoices.Invoice;
import io.staylog.reporting.testing.Log;
import io.staylog.schemas.booking.ChargeKind;
import io.staylog.schemas.booking.InvoiceLine;
import io.staylog.schemas.booking.InvoiceLineKind;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a guest owes and has in writing, worked out by hand. */
class InvoicesTest {
    private static final String ANNA = bookingOf("p");
    private static final String BELA = bookingOf("q");

    private static RegistryDouble registry;
    private static ProjectorFixture projection;
    private static Invoices invoices;

    @BeforeAll
    static void aSmallHotel() throws IOException {
        registry = RegistryDouble.withOurSchemas();
        projection = new ProjectorFixture(new SchemaRegistry(registry.url()));
        var log = new Log(new SchemaRegistry(registry.url()));
        var nights = of(2, InvoiceLineKind.NIGHT, "DBL", "2026-03-02", 10_000, 1_000);
        var minibar = line(2, InvoiceLineKind.CHARGE, "MINIBAR", "2026-03-02", 530);
        log.add(hotel(HOTEL, "2026-03-01"), roomType(HOTEL, "DBL", 10));
        log.add(
                booked(ANNA, "2026-03-01", taxed(1, "2026-03-02", 10_000), taxed(2, "2026-03-02", 10_000)),
                arrived(ANNA, 2, "2026-03-02"),
                charged(ANNA, 3, "2026-03-02", ChargeKind.MINIBAR, 530, 30, 600),
                left(ANNA, 4, "2026-03-03"),
                initiated("p", PaymentPurpose.STAY_BALANCE, 20_530, "2026-03-03"),
                captured("p", 2, PaymentPurpose.STAY_BALANCE, 20_530, "2026-03-03"),
                invoiced(ANNA, 5, "2026-03-03", 1, nights, minibar),
                credited(ANNA, 6, "2026-03-03", 1, 1, nights, minibar),
                invoiced(ANNA, 7, "2026-03-04", 2, nights, minibar),
                charged(ANNA, 8, "2026-03-04", ChargeKind.MINIBAR, 530, 30, 600));
        log.add(
                booked(BELA, "2026-03-01", taxed(1, "2026-03-03", 8_000)),
                noShow(BELA, 2, "2026-03-03", 8_000),
                invoiced(
                        BELA, 3, "2026-03-05", 3, of(1, InvoiceLineKind.NO_SHOW_FEE, "A fee", "2026-03-03", 8_000, 0)));
        projection.project(log.records(), 3);
        invoices = new Invoices(new Snapshot(projection.jdbc, projection.manager));
    }

    @AfterAll
    static void close() {
        projection.close();
        registry.close();
    }

    /** So many of the same, of which a part is tax. */
    private static InvoiceLine of(int quantity, InvoiceLineKind kind, String what, String on, long gross, int bps) {
        long tax = gross * bps / 10_000;
        long net = gross - tax;
        var date = LocalDate.parse(on);
        return new InvoiceLine(
                1,
                kind,
                what,
                date,
                quantity,
                net,
                quantity * net,
                quantity * tax,
                quantity * gross,
                bps,
                null,
                bps == 0 ? "Outside the scope of VAT" : "",
                false);
    }

    @Test
    void a_folio_has_what_is_owed_and_what_was_paid_with_the_balance_and_the_invoice_of_each_line() {
        assertThat(invoices.folio(id(ANNA)).rows())
                .extracting(
                        FolioLine::kind,
                        FolioLine::grossMinor,
                        FolioLine::paidMinor,
                        FolioLine::balanceMinor,
                        FolioLine::invoiceNumber)
                .containsExactly(
                        tuple("NIGHT", 10_000L, 0L, 10_000L, 2L),
                        tuple("NIGHT", 10_000L, 0L, 20_000L, 2L),
                        tuple("CHARGE", 530L, 0L, 20_530L, 2L),
                        tuple("CAPTURE", 0L, 20_530L, 0L, null),
                        tuple("CHARGE", 530L, 0L, 530L, null));
    }

    @Test
    void money_names_the_card_that_it_came_from() {
        assertThat(invoices.folio(id(ANNA)).rows())
                .extracting(FolioLine::kind, line -> Cards.shown(line.cardBrand(), line.cardLast4()))
                .contains(tuple("CAPTURE", "Visa •••• 4242"), tuple("NIGHT", ""));
    }

    @Test
    void a_fee_takes_the_place_of_the_nights() {
        assertThat(invoices.folio(id(BELA)).rows())
                .extracting(FolioLine::kind, FolioLine::grossMinor, FolioLine::taxMinor, FolioLine::invoiceNumber)
                .containsExactly(tuple("NO_SHOW_FEE", 8_000L, 0L, 3L));
    }

    @Test
    void a_line_says_its_tax_as_it_was_sold() {
        var night = invoices.folio(id(ANNA)).rows().getFirst();
        assertThat(night.netMinor() + night.taxMinor()).isEqualTo(night.grossMinor());
        assertThat(night.taxRateBps()).isEqualTo(1_000);
        assertThat(night.description()).isEqualTo("DBL");
    }

    @Test
    void a_folio_of_nobody_is_not_found() {
        assertThatThrownBy(() -> invoices.folio(UUID.randomUUID()))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("booking");
    }

    @Test
    void invoices_are_listed_newest_first_page_by_page_with_what_takes_them_back() {
        var all = invoices.invoices(HOTEL, null, null, new Limit(50)).rows();
        assertThat(all)
                .extracting(Invoice::series, Invoice::number, Invoice::totalGrossMinor, Invoice::creditedByNumber)
                .containsExactly(
                        tuple("INV", 3L, 8_000L, null),
                        tuple("INV", 2L, 20_530L, null),
                        tuple("INV", 1L, 20_530L, 1L),
                        tuple("CRN", 1L, 20_530L, null));
        assertThat(all).allSatisfy(i -> assertThat(i.netMinor() + i.taxMinor()).isEqualTo(i.totalGrossMinor()));
        var first = invoices.invoices(null, null, null, new Limit(2));
        var rest = invoices.invoices(null, null, first.next(), new Limit(2));
        assertThat(List.of(
                        first.rows().get(0),
                        first.rows().get(1),
                        rest.rows().get(0),
                        rest.rows().get(1)))
                .isEqualTo(all);
        assertThat(all).extracting(Invoice::taxReasons).containsExactly("Outside the scope of VAT", null, null, null);
        assertThat(rest.next()).isNull();
        assertThat(invoices.invoices(null, id(BELA), null, new Limit(50)).rows())
                .hasSize(1);
    }
}
