package io.staylog.systemtests;

import static io.staylog.systemtests.Books.eventually;
import static io.staylog.systemtests.TestHotel.GOOD;
import static io.staylog.systemtests.TestHotel.PREPAID;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What managers and the back office get: the night's report, invoices, lists with names, and none of them once erased. */
@Order(2)
@Tag(Staylog.ANYWHERE)
@ExtendWith(Staylog.Extension.class)
class ManagersIT {
    private static final String GUEST = "Zoë Παπαδοπούλου";
    private static final long MINIBAR = 1_500;

    private Staylog staylog;
    private TestHotel hotel;
    private JsonNode booking;

    @BeforeEach
    void a_guest_stays_for_a_night(Staylog running) {
        staylog = running;
        hotel = TestHotel.open(staylog, "managers", 4);
        staylog.booking()
                .put(
                        "/v1/hotels/" + hotel.id(),
                        Map.of(
                                "name", hotel.id(),
                                "timeZone", "Europe/Lisbon",
                                "currency", "EUR",
                                "businessDate", hotel.day(0),
                                "taxRateBps", 600,
                                "legalName", "Managers, Lda",
                                "address", "Rua Augusta 12\n1100-053 Lisboa\nPortugal",
                                "vatNumber", "PT501234567"))
                .expect(200);
        var body = new HashMap<String, Object>(hotel.body(PREPAID, 0, 1, GOOD));
        body.put("guest", Map.of("name", GUEST, "email", "zoe@example.com"));
        booking = staylog.booking()
                .post("/v1/hotels/" + hotel.id() + "/bookings", body)
                .expect(201)
                .json();
        hotel.act(booking, "check-in", Map.of()).expect(200);
    }

    @Test
    void when_a_business_date_has_ended_its_report_is_there_by_itself_and_can_be_made_anew() {
        hotel.closeDay(0);

        var report = eventuallyOne("DAILY_REPORT");

        var file =
                staylog.reporting().get("/v1/documents/" + id(report) + "/file").expect(200);
        assertThat(file.text()).startsWith("%PDF-");
        assertThat(report.path("closed").asBoolean()).isTrue();
        var verified = staylog.reporting()
                .post("/v1/documents/" + id(report) + "/verification", Map.of())
                .expect(201)
                .json();
        assertThat(verified.path("equal").asBoolean()).as("%s", verified).isTrue();
    }

    @Test
    void an_invoice_has_everything_the_guest_had_and_is_taken_back_by_a_credit_note() {
        hotel.act(booking, "charges", Map.of("description", "MINIBAR", "amountMinor", MINIBAR, "kind", "MINIBAR"))
                .expect(200);
        hotel.closeDay(0);
        hotel.act(booking, "check-out", Map.of()).expect(200);
        var buyer = Map.of("name", GUEST, "address", "Odos 1\nAthens");

        hotel.act(booking, "invoices", Map.of("buyer", buyer)).expect(200);

        var invoice = eventuallyRow("/v1/invoices?hotel=" + hotel.id());
        assertThat(invoice.path("totalGrossMinor").asLong()).isEqualTo(TestHotel.NIGHT + MINIBAR);
        var document = made(Map.of("kind", "INVOICE", "series", "INV", "number", 1));
        assertThat(document.path("state").asString()).as("%s", document).isEqualTo("RENDERED");
        hotel.act(booking, "invoices/INV/1/credit-notes", Map.of("reason", "another company"))
                .expect(200);
        hotel.act(booking, "invoices", Map.of("buyer", buyer)).expect(200);
        eventually(() -> assertThat(staylog.reporting()
                        .read("/v1/invoices?hotel=" + hotel.id())
                        .get("rows")
                        .valueStream()
                        .map(row -> row.path("series").asString()
                                + row.path("number").asInt()))
                .containsExactlyInAnyOrder("INV1", "CRN1", "INV2"));
    }

    @Test
    void a_guest_who_is_erased_is_in_no_list_and_in_no_stored_file() {
        var path = "/v1/bookings?hotel=" + hotel.id();
        eventually(() ->
                assertThat(staylog.reporting().get(path).expect(200).text()).contains(GUEST));
        // Only now: a list that was made before the guest was known does not hold the name, and stays.
        var list = made(Map.of("kind", "IN_HOUSE", "businessDate", hotel.day(0)));
        assertThat(list.path("state").asString()).as("%s", list).isEqualTo("RENDERED");
        var guest = staylog.reporting().read(path).at("/rows/0/guestId").asString();

        var run = new Tool(staylog)
                .run(
                        "guest",
                        "erase",
                        guest,
                        "--reason=test",
                        "--reporting-url=" + staylog.settings().url(io.staylog.local.Part.REPORTING));

        assertThat(run.exit()).as("%s", run).isZero();
        eventually(() ->
                assertThat(staylog.reporting().get(path).expect(200).text()).doesNotContain(GUEST));
        eventually(() ->
                staylog.reporting().get("/v1/documents/" + id(list) + "/file").expect(410));
    }

    @Test
    void pages_are_there_for_people() {
        for (var page : List.of("/", "/hotels/" + hotel.id(), "/operations")) {
            eventually(
                    () -> assertThat(staylog.reporting().get(page).expect(200).text())
                            .startsWith("<!DOCTYPE html>")
                            .contains("</html>"));
        }
    }

    private JsonNode made(Map<String, Object> wanted) {
        var body = new HashMap<>(wanted);
        body.put("hotelId", hotel.id());
        body.put("format", "PDF");
        return staylog.reporting()
                .post("/v1/documents", body)
                .expect(201)
                .json()
                .at("/rows/0");
    }

    private JsonNode eventuallyOne(String kind) {
        var path = "/v1/documents?hotel=" + hotel.id() + "&state=RENDERED";
        eventually(() -> assertThat(staylog.reporting().read(path).get("rows").valueStream())
                .anySatisfy(row -> assertThat(row.path("kind").asString()).isEqualTo(kind)));
        return staylog.reporting().read(path).at("/rows/0");
    }

    private JsonNode eventuallyRow(String path) {
        eventually(() ->
                assertThat(staylog.reporting().read(path).get("rows").size()).isPositive());
        return staylog.reporting().read(path).at("/rows/0");
    }

    private static String id(JsonNode document) {
        return document.path("documentId").asString();
    }
}
