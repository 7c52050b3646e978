package io.staylog.cli.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.cli.payment.SettlementFile.Part;
import io.staylog.cli.terminal.Exit;
import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.payment.SettlementKind;
import io.staylog.schemas.payment.SettlementLine;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlementFileTest {
    private static final String HEAD = String.join(",", SettlementFile.COLUMNS) + "\n";
    private static final String GOOD = "2026-12-01,rio,p:1,psp_1,capture,12000,193,EUR";

    private static Map<Part, List<SettlementLine>> read(String... lines) {
        return SettlementFile.read("day.csv", HEAD + String.join("\n", lines) + "\n");
    }

    @Test
    void lines_are_put_together_by_hotel_date_and_currency_in_their_order() {
        var parts = read(
                GOOD,
                "2026-12-01,oslo,q:1,psp_2,refund,500,0,NOK",
                "2026-12-01,rio,p:2,psp_1,chargeback,12000,1500,EUR",
                "2026-12-02,rio,p:3,psp_1,capture_failed,1,0,EUR");
        assertThat(parts).hasSize(3);
        var rio = parts.get(new Part("rio", LocalDate.parse("2026-12-01"), "EUR"));
        assertThat(rio)
                .containsExactly(
                        new SettlementLine("p:1", "psp_1", SettlementKind.CAPTURE, 12_000L, 193L),
                        new SettlementLine("p:2", "psp_1", SettlementKind.CHARGEBACK, 12_000L, 1_500L));
        assertThat(parts.keySet()).extracting(Part::hotelId).containsExactly("oslo", "rio", "rio");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-12-01|2026-13-01|settlementDate must be a date like 2026-12-31, but is '2026-13-01'",
                "rio|r i o|merchant must be the id of a hotel",
                "p:1|''|merchantReference must be our number of an operation, but is ''",
                "psp_1|4111 1111 1111 1111|pspReference must be the bank's number of a payment",
                "capture|CAPTURE|kind must be capture, refund, chargeback, chargeback_reversal or capture_failed",
                "12000|120.00|amountMinor must be a whole number of 0 or more, in minor units, but is '120.00'",
                "12000|-1|amountMinor must be a whole number of 0 or more",
                "193|''|feeMinor must be a whole number of 0 or more",
                "193|99999999999999999999|feeMinor must be a whole number of 0 or more",
                "EUR|EURO|currency must be an ISO 4217 code such as EUR, but is 'EURO'",
                "EUR|eur|currency must be an ISO 4217 code"
            })
    void a_bad_field_is_named_with_its_line_and_what_it_must_be(String part, String other, String message) {
        assertThatThrownBy(() -> read(GOOD, GOOD.replace(part, other)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.USAGE))
                .hasMessageContaining("day.csv")
                .hasMessageContaining("nothing was sent")
                .hasMessageContaining("line 3: " + message)
                .hasMessageNotContaining("4111");
    }

    @Test
    void every_bad_line_is_named_up_to_a_number_that_can_be_read() {
        var bad = GOOD.replace("EUR", "X");
        assertThatThrownBy(() -> read(bad, GOOD, bad + ",more", "2026-12-01,rio"))
                .hasMessageContaining("line 2: currency")
                .hasMessageContaining("line 4: has 9 fields instead of 8")
                .hasMessageContaining("line 5: has 2 fields instead of 8");
        var many = new String[30];
        java.util.Arrays.fill(many, bad);
        assertThatThrownBy(() -> read(many)).hasMessageContaining("and 10 more");
    }

    @Test
    void a_file_without_the_right_first_line_or_without_anything_is_refused() {
        assertThatThrownBy(() -> SettlementFile.read("day.csv", ""))
                .hasMessageContaining("day.csv is empty; its first line must be settlementDate,merchant");
        assertThatThrownBy(() -> SettlementFile.read("day.csv", "a,b\n" + GOOD))
                .hasMessageContaining("day.csv line 1: must be settlementDate,merchant");
        assertThatThrownBy(() -> SettlementFile.read(Path.of("nowhere.csv")))
                .hasMessageContaining("nowhere.csv is not a file");
        assertThat(SettlementFile.read("day.csv", "\uFEFF" + HEAD + GOOD)).hasSize(1);
        assertThat(SettlementFile.read("day.csv", HEAD)).isEmpty();
    }

    @Test
    void more_lines_than_the_books_take_at_once_are_refused() {
        var lines = new String[SettlementFile.LINES_MAX + 1];
        java.util.Arrays.fill(lines, GOOD);
        assertThatThrownBy(() -> read(lines))
                .hasMessageContaining("rio has 5001 lines of 2026-12-01 in EUR; at most 5000 are taken");
    }
}
