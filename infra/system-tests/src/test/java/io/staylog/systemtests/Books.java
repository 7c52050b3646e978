package io.staylog.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.PaymentAttemptStarted;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentRefunded;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;
import tools.jackson.databind.JsonNode;

/** The same money in three books: the bank's ledger, payment-service's events and reporting-service's rows. */
final class Books {
    /** As long as a busy machine may take for what an idle one does in a second or a few. */
    private static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("staylog.patience-seconds", 90));

    private Books() {}

    /** Money of one hotel in minor units, and how often it moved. */
    record Money(long captures, long capturedMinor, long refunds, long refundedMinor) {}

    static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200));
    }

    static void eventually(ThrowingRunnable assertion) {
        await().untilAsserted(assertion);
    }

    /** Waits until all three agree, and returns what they say. */
    static Money agreed(Staylog staylog, Log log, String hotelId) {
        eventually(() -> {
            var bank = bank(staylog, hotelId);
            assertThat(log(log, hotelId)).as("payment.events against the bank").isEqualTo(bank);
            assertThat(reports(staylog, hotelId)).as("reports against the bank").isEqualTo(bank);
        });
        return bank(staylog, hotelId);
    }

    static Money bank(Staylog staylog, String hotelId) {
        for (var row : staylog.bank().read("/v1/ledger/totals?by=hotel").get("totals")) {
            boolean isOurs = row.get("merchant").asString().equals(hotelId);
            if (isOurs && row.get("currency").asString().equals("EUR")) {
                return new Money(
                        row.at("/captured/count").asLong(),
                        row.at("/captured/minor").asLong(),
                        row.at("/refunded/count").asLong(),
                        row.at("/refunded/minor").asLong());
            }
        }
        return new Money(0, 0, 0, 0);
    }

    static Money log(Log log, String hotelId) {
        var captures = log.events(Topics.PAYMENT_EVENTS, hotelId, PaymentCaptured.class);
        var refunds = log.events(Topics.PAYMENT_EVENTS, hotelId, PaymentRefunded.class);
        return new Money(
                captures.size(),
                captures.stream().mapToLong(PaymentCaptured::getAmountMinor).sum(),
                refunds.size(),
                refunds.stream().mapToLong(PaymentRefunded::getAmountMinor).sum());
    }

    static Money reports(Staylog staylog, String hotelId) {
        var rows = staylog.reporting().read("/v1/reports/cash?hotel=" + hotelId).get("rows");
        return new Money(
                sum(rows, "captures"), sum(rows, "capturedMinor"), sum(rows, "refunds"), sum(rows, "refundedMinor"));
    }

    private static long sum(JsonNode rows, String column) {
        return StreamSupport.stream(rows.spliterator(), false)
                .mapToLong(row -> row.get(column).asLong())
                .sum();
    }

    /** How often the bank has executed the operations of a hotel that were ever begun: each of them once. */
    static void assertNothingIsDoneTwice(Staylog staylog, Log log, String hotelId) {
        for (var started : log.events(Topics.PAYMENT_EVENTS, hotelId, PaymentAttemptStarted.class)) {
            var path = "/v1/operations?merchant=" + hotelId + "&merchantReference=" + started.getMerchantReference();
            var operation = staylog.bank().get(path);
            assertThat(operation.status()).as("%s", started).isIn(200, 404);
            if (operation.status() == 200) {
                assertThat(operation.json().get("executions").asInt())
                        .as("%s", started)
                        .isEqualTo(1);
            }
        }
    }
}
