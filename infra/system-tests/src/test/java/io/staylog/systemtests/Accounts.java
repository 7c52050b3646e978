package io.staylog.systemtests;

import static io.staylog.systemtests.Books.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.systemtests.Books.Money;
import tools.jackson.databind.JsonNode;

/** The double-entry accounts of reporting-service, against the bank and against themselves. */
final class Accounts {
    private Accounts() {}

    /** Whatever has ended is paid for, or paid back; what the bank holds for the hotel is what it has taken less returned. */
    static void assertEven(Staylog staylog, String hotelId, Money money) {
        eventually(() -> {
            long sum = 0;
            long clearing = 0;
            for (var row : rows(staylog, "trial-balance", hotelId)) {
                assertThat(row.at("/openingMinor").asLong()
                                + row.at("/debitMinor").asLong()
                                - row.at("/creditMinor").asLong())
                        .as(row.toString())
                        .isEqualTo(row.at("/closingMinor").asLong());
                sum += row.at("/closingMinor").asLong();
                clearing += row.at("/account").asString().equals("CASH_CLEARING")
                        ? row.at("/closingMinor").asLong()
                        : 0;
            }
            assertThat(sum).as("all accounts of " + hotelId).isZero();
            assertThat(clearing).as("money at the bank").isEqualTo(money.capturedMinor() - money.refundedMinor());
            assertThat(rows(staylog, "open-balances", hotelId))
                    .as("what is open")
                    .isEmpty();
        });
    }

    private static JsonNode rows(Staylog staylog, String report, String hotelId) {
        return staylog.reporting()
                .read("/v1/reports/" + report + "?hotel=" + hotelId)
                .get("rows");
    }
}
