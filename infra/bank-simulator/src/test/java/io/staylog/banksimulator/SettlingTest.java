package io.staylog.banksimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.banksimulator.bank.LedgerEntry;
import io.staylog.banksimulator.bank.LedgerEntry.Effect;
import io.staylog.banksimulator.bank.Operation;
import io.staylog.banksimulator.bank.Settlement;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlingTest {
    private static final LocalDate DAY = LocalDate.of(2026, 7, 1);

    @TempDir
    Path data;

    @ParameterizedTest
    @CsvSource({
        "CAPTURED, 10000, capture, 165",
        "CAPTURED, 35, capture, 25",
        "CAPTURED, 36, capture, 26",
        "CAPTURED, 750, capture, 36",
        "REFUNDED, 10000, refund, 0",
        "DISPUTED, 10000, chargeback, 1500",
        "DISPUTE_RETURNED, 10000, chargeback_reversal, 0",
        "CAPTURE_FAILED, 10000, capture_failed, 0"
    })
    void what_moved_is_settled_with_its_fee(Effect effect, long amount, String kind, long fee) {
        var line = new Settlement(DAY).line(moved(effect, amount, "2026-07-01T23:59:59.999Z"));

        assertThat(line).hasValueSatisfying(it -> {
            assertThat(it.kind().code()).isEqualTo(kind);
            assertThat(it.amountMinor()).isEqualTo(amount);
            assertThat(it.feeMinor()).isEqualTo(fee);
        });
    }

    @Test
    void what_only_holds_money_or_belongs_to_another_day_is_not_settled() {
        var settlement = new Settlement(DAY);

        for (var effect : List.of(Effect.AUTHORIZED, Effect.ADJUSTED, Effect.RELEASED, Effect.VOIDED)) {
            assertThat(settlement.line(moved(effect, 1, "2026-07-01T10:00:00Z")))
                    .isEmpty();
        }
        assertThat(settlement.line(moved(Effect.CAPTURED, 1, "2026-07-02T00:00:00Z")))
                .isEmpty();
        assertThat(settlement.line(moved(Effect.CAPTURED, 1, "2026-06-30T23:59:59Z")))
                .isEmpty();
    }

    @Test
    void a_day_is_a_file_of_what_has_happened_until_now() throws Exception {
        try (var bank = new RunningBank(data)) {
            var payment = bank.authorized("anna:authorize:1", "tok_dispute_won_1");
            bank.capture(payment, "anna:capture:1", 10_000);
            await().until(() -> bank.get("/v1/ledger").text().contains("\"dispute_returned\""));
            bank.refund(payment, "anna:refund:1", 2_000);
            var today = LocalDate.now(ZoneOffset.UTC);

            var file = bank.get("/v1/settlements/" + today);

            assertThat(file.response().headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
            assertThat(file.text().lines().map(it -> it.replace(payment, "PSP").replace(today + "", "DAY")))
                    .containsExactly(
                            "settlementDate,merchant,merchantReference,pspReference,kind,amountMinor,feeMinor,currency",
                            "DAY,rio,anna:capture:1,PSP,capture,10000,165,EUR",
                            "DAY,rio,anna:authorize:1,PSP,chargeback,10000,1500,EUR",
                            "DAY,rio,anna:authorize:1,PSP,chargeback_reversal,10000,0,EUR",
                            "DAY,rio,anna:refund:1,PSP,refund,2000,0,EUR");
            assertThat(bank.get("/v1/settlements/" + today.minusDays(1)).text().lines())
                    .hasSize(1);
            assertThat(bank.get("/v1/settlements/yesterday").get("field")).isEqualTo("date");
        }
    }

    private static LedgerEntry moved(Effect effect, long amountMinor, String time) {
        var subject =
                new LedgerEntry.Subject(Operation.CAPTURE, "k1", "anna:capture:1", "psp_1", "EUR", "rio", "tok_ok");
        return new LedgerEntry.Moved(1, Instant.parse(time), subject, effect, amountMinor, null);
    }
}
