package io.staylog.reporting.rendering;

import static io.staylog.reporting.testing.Events.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.reporting.ReportingService;
import io.staylog.reporting.testing.RunningService;
import io.staylog.schemas.report.DocumentFormat;
import io.staylog.schemas.report.DocumentKind;
import io.staylog.schemas.report.DocumentRequested;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two renderers in processes of their own, one of which is killed in the middle of a job. */
class SharingTheWorkTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int JOBS = Integer.getInteger("jobs", 40);

    @TempDir
    Path directory;

    private UUID ask(RunningService service, String series) {
        var id = UUID.randomUUID();
        var request = DocumentRequested.newBuilder()
                .setRequestId(id)
                .setHotelId(HOTEL)
                .setKind(DocumentKind.ARRIVALS)
                .setFormat(DocumentFormat.CSV)
                .setBusinessDate(LocalDate.parse("2026-03-01"))
                .setSeries(series)
                .build();
        service.ask(request, HOTEL, "");
        return id;
    }

    private Process renderer(RunningService service, String name) throws IOException {
        var arguments = new ArrayList<>(service.arguments(service.databaseUrl));
        arguments.addAll(List.of("--staylog.reporting.role=renderer", "--staylog.instance=" + name));
        return RendererProcess.start(arguments, directory.resolve("signal"), directory.resolve(name + ".log"));
    }

    private static long count(RunningService service, String sql) {
        return service.database.queryForObject(sql, Long.class);
    }

    @Test
    void a_renderer_that_is_killed_in_the_middle_of_a_job_loses_nothing() throws IOException {
        try (var service = new RunningService()) {
            service.start(
                    service.databaseUrl,
                    new Class<?>[] {ReportingService.class, PlainMaker.class},
                    "--staylog.reporting.role=projection",
                    "--staylog.rendering.look-every=200ms");
            service.write(hotel(HOTEL, "2026-03-01"));
            await().atMost(SOON)
                    .until(() -> service.get("/actuator/health/readiness").statusCode() == 200);
            var one = renderer(service, "one");
            var other = renderer(service, "other");
            try {
                await().atMost(SOON)
                        .until(() ->
                                service.part(Queue.class).last().renderers().size() == 2);
                var asked = new HashSet<UUID>();
                IntStream.range(0, JOBS / 2).forEach(i -> asked.add(ask(service, null)));
                var deadly = ask(service, PlainMaker.DIES);
                asked.add(deadly);
                IntStream.range(0, JOBS / 2).forEach(i -> asked.add(ask(service, null)));
                await().atMost(SOON).until(() -> Files.exists(directory.resolve("signal")));
                var holder = service.database.queryForObject(
                        "select renderer from projection_control.document_work where request_id = ?",
                        String.class,
                        deadly);
                (holder.equals("one") ? one : other).destroyForcibly();
                var survivor = holder.equals("one") ? other : one;
                assertThat(survivor.isAlive()).isTrue();
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(count(
                                        service, "select count(*) from projection.document where state = 'RENDERED'"))
                                .isEqualTo(asked.size()));
                assertThat(count(service, "select count(*) from projection_control.stored_document"))
                        .isEqualTo(asked.size());
                assertThat(service.database.queryForList(
                                "select distinct renderer from projection_control.stored_document", String.class))
                        .containsExactlyInAnyOrder("one", "other");
                assertThat(
                                count(
                                        service,
                                        "select sum(records) from projection.event_count where record_type like '%DocumentRendered'"))
                        .isEqualTo(asked.size());
                await().atMost(SOON)
                        .until(() -> Long.valueOf(0)
                                .equals(service.part(Queue.class).last().depth()));
            } finally {
                one.destroyForcibly();
                other.destroyForcibly();
            }
        }
    }
}
