package io.staylog.reporting.report;

import static io.staylog.reporting.testing.Events.*;
import static io.staylog.reporting.testing.GuestEvents.party;
import static io.staylog.reporting.testing.MoneyEvents.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.reporting.projection.ProjectorFixture;
import io.staylog.reporting.testing.Log;
import io.staylog.schemas.booking.InvoiceLineKind;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which parties may be erased: those whose time is over, and those that no invoice was made out to after all. */
class UnusedPartiesTest {
    private final RegistryDouble registry = RegistryDouble.withOurSchemas();

    @Test
    void a_refused_request_leaves_no_party_behind_for_long() throws Exception {
        try (registry;
                var rows = new ProjectorFixture(new SchemaRegistry(registry.url()))) {
            var anna = bookingOf("p");
            rows.project(
                    new Log(new SchemaRegistry(registry.url()))
                            .add(hotel(HOTEL, "2026-03-01"))
                            .add(booked(anna, "2026-03-01", taxed(1, "2026-03-02", 10_000)))
                            .add(party("party of " + anna, "anna", "Anna"), party("refused", "bela", "Bela"))
                            .add(invoiced(
                                    anna,
                                    5,
                                    "2026-03-03",
                                    1,
                                    line(1, InvoiceLineKind.NIGHT, "DBL", "2026-03-02", 10_000)))
                            .records(),
                    10);
            var said = rows.jdbc
                    .queryForObject("select max(said_at) from projection.invoice_party", OffsetDateTime.class)
                    .toInstant();
            assertThat(expired(rows, said.plus(Duration.ofDays(20)))).isEmpty();
            assertThat(expired(rows, said.plus(Duration.ofDays(40)))).containsExactly(id("refused"));
            assertThat(expired(rows, Instant.parse("2037-01-01T12:00:00Z")))
                    .containsExactlyInAnyOrder(id("refused"), id("party of " + anna));
        }
    }

    private static List<UUID> expired(ProjectorFixture rows, Instant now) {
        var guests = new Guests(Snapshots.of(rows), rows.jdbc, rows.manager, Clock.fixed(now, ZoneOffset.UTC));
        return guests.expiredParties(HOTEL, new Limit(10)).rows().stream()
                .map(Guests.ExpiredParty::partyId)
                .toList();
    }
}
