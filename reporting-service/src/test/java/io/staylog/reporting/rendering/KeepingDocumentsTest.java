package io.staylog.reporting.rendering;

import static io.staylog.reporting.testing.Events.HOTEL;
import static io.staylog.reporting.testing.Events.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.reporting.document.RenderedDocument;
import io.staylog.reporting.projection.ProjectorFixture;
import io.staylog.reporting.report.DocumentList;
import io.staylog.reporting.report.Snapshots;
import io.staylog.reporting.testing.Events;
import io.staylog.reporting.testing.Log;
import io.staylog.schemas.report.DocumentFormat;
import io.staylog.schemas.report.DocumentKind;
import io.staylog.schemas.report.DocumentRendered;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How long files are kept, in a real PostgreSQL. */
class KeepingDocumentsTest {
    private static RegistryDouble registry;
    private static ProjectorFixture rows;
    private static Log log;
    private static StoredDocuments stored;

    @BeforeAll
    static void open() throws IOException {
        registry = RegistryDouble.withOurSchemas();
        rows = new ProjectorFixture(new SchemaRegistry(registry.url()));
        log = new Log(new SchemaRegistry(registry.url()));
        rows.project(log.add(Events.hotel(HOTEL, "2026-03-01")).take(), 1);
        stored = new StoredDocuments(rows.jdbc, rows.manager);
    }

    @AfterAll
    static void close() {
        rows.close();
        registry.close();
    }

    private static UUID store(String name, DocumentKind kind, boolean isAnnounced) {
        var event = DocumentRendered.newBuilder()
                .setRequestId(id(name))
                .setHotelId(HOTEL)
                .setKind(kind)
                .setFormat(DocumentFormat.CSV)
                .setFileName(name + ".csv")
                .setSizeBytes(1)
                .setSha256("00")
                .setStandsOn(List.of())
                .build();
        var file = new RenderedDocument(new byte[] {1}, name + ".csv", "text/csv", 0, Set.of(id("anna")), Set.of());
        assertThat(stored.put(file, event, new byte[] {2}, stored.now(), "renderer"))
                .isTrue();
        if (isAnnounced) {
            stored.announced(event.getRequestId());
            rows.project(log.add(event).take(), 1);
        }
        return event.getRequestId();
    }

    private static int expireAllBefore(Duration ago) {
        return stored.expire(stored.now().minus(ago));
    }

    @Test
    void a_file_goes_with_the_names_in_it_when_its_time_is_over_and_the_list_says_so() {
        var report = store("report", DocumentKind.ARRIVALS, true);
        assertThat(expireAllBefore(Duration.ofHours(1))).isZero();
        assertThat(stored.bytes(report)).isNotNull();
        assertThat(expireAllBefore(Duration.ofSeconds(-1))).isEqualTo(1);
        assertThat(stored.bytes(report)).isNull();
        assertThat(stored.namesGuests(report)).isFalse();
        assertThat(Snapshots.documents(rows).state(report)).contains(DocumentList.State.EXPIRED);
        assertThat(expireAllBefore(Duration.ofSeconds(-1))).isZero();
        assertThat(stored.eraseNaming(id("anna"), List.of())).isZero();
    }

    @Test
    void invoices_and_credit_notes_are_kept_because_the_law_wants_that() {
        var invoice = store("invoice", DocumentKind.INVOICE, true);
        var note = store("note", DocumentKind.CREDIT_NOTE, true);
        assertThat(expireAllBefore(Duration.ofSeconds(-1))).isZero();
        assertThat(stored.bytes(invoice)).isNotNull();
        assertThat(stored.bytes(note)).isNotNull();
        stored.eraseNaming(id("anna"), List.of());
    }

    @Test
    void what_nobody_has_been_told_of_yet_stays() {
        var untold = store("untold", DocumentKind.PICKUP, false);
        assertThat(expireAllBefore(Duration.ofSeconds(-1))).isZero();
        assertThat(stored.bytes(untold)).isNotNull();
    }
}
