package io.staylog.reporting;

import static io.staylog.reporting.testing.Events.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.checker.Checker;
import io.staylog.checker.rules.Finding;
import io.staylog.checker.rules.Invariant;
import io.staylog.checker.rules.Verdict;
import io.staylog.reporting.testing.RunningService;
import io.staylog.schemas.payment.PaymentPurpose;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The checker is believed because it is shown to fail: rows and offset are committed together, so whoever is killed loses
 * nothing. A service that commits its offset first and is killed before its rows leaves behind what is made here by hand, and
 * the checker must see that reports lack something.
 */
class OffsetBeforeTheRowsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration QUIET_WITHIN = Duration.ofSeconds(3);

    @TempDir
    Path home;

    @Test
    void rows_that_were_lost_behind_a_stored_offset_are_found() throws Exception {
        try (var service = new RunningService().start()) {
            service.transact(
                    true,
                    hotel(HOTEL, "2026-03-01"),
                    roomType(HOTEL, "DBL", 10),
                    booked("anna", "2026-03-01", stay(1, "2026-03-02", 10_000, 12_000)),
                    initiated("p", PaymentPurpose.PREPAYMENT, 22_000, "2026-03-01"),
                    captured("p", 2, PaymentPurpose.PREPAYMENT, 22_000, "2026-03-01"),
                    arrived("anna", 2, "2026-03-02"));
            awaitBookings(service, 1);
            var good = look(service);
            assertThat(good.findings().earliest(Invariant.R7)).isEmpty();
            assertThat(good.findings().looks(Invariant.R7))
                    .as("bookings, nights, cash and balances")
                    .isGreaterThan(8);

            service.stop();
            service.transact(true, booked("bela", "2026-03-01", stay(1, "2026-03-04", 9_000)));
            commitTheOffsetAlone(service);
            service.start();
            service.write(booked("cara", "2026-03-01", stay(1, "2026-03-05", 8_000)));
            awaitBookings(service, 2);
            var bad = look(service);
            System.out.println("OffsetBeforeTheRowsTest: " + bad.findings().earliest(Invariant.R7));
            assertThat(bad.findings().earliest(Invariant.R7))
                    .extracting(Finding::message)
                    .anySatisfy(it -> assertThat(it).contains("bookings CONFIRMED in EUR", "shows 1", "comes to 2"));
        }
    }

    /** All offsets move to where the log ends now. */
    private static void commitTheOffsetAlone(RunningService service) throws Exception {
        try (var admin = service.admin()) {
            var stored = service.database.queryForList(
                    "select topic, partition from projection.projection_offset where topic = 'booking.events'");
            for (var row : stored) {
                var at = new org.apache.kafka.common.TopicPartition(
                        (String) row.get("topic"), (Integer) row.get("partition"));
                long end = admin.listOffsets(Map.of(at, org.apache.kafka.clients.admin.OffsetSpec.latest()))
                        .partitionResult(at)
                        .get()
                        .offset();
                service.database.update(
                        "update projection.projection_offset set next_offset = ? where topic = ? and partition = ?",
                        end,
                        at.topic(),
                        at.partition());
            }
        }
    }

    private static void awaitBookings(RunningService service, int count) {
        await().atMost(SOON)
                .until(() -> service.json("/v1/reports/totals")
                                .at("/rows/0/bookings")
                                .asLong()
                        == count);
    }

    private Verdict look(RunningService service) throws IOException, InterruptedException {
        var ledger = Files.writeString(home.resolve("no-ledger.jsonl"), "");
        var reports = service.url("").toString();
        return Checker.look(
                new Checker.Question(
                        service.broker.getBrokersAsString(),
                        Map.of(),
                        service.registry.url(),
                        ledger.toString(),
                        Set.of(),
                        new Checker.Beside(null, URI.create(reports), null, List.of(), List.of()),
                        QUIET_WITHIN),
                _ -> {});
    }
}
