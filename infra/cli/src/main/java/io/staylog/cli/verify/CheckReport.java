package io.staylog.cli.verify;

import io.staylog.checker.rules.Invariant;
import io.staylog.checker.rules.Verdict;
import io.staylog.cli.client.Headers;
import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.RequestIds;
import io.staylog.cli.client.Settings;
import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.Topics;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.report.CheckReported;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes to the log what a check has found. */
final class CheckReport {
    private static final String ALL = "all";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private CheckReport() {}

    /** One record for each hotel that was asked about, or one about all. */
    static void send(Verdict verdict, List<String> hotels, Settings settings) {
        var serializer = new EventSerializer(new SchemaRegistry(settings.registry()));
        var topic = Topics.REPORT_REQUESTS.name();
        try (var producer = new KafkaClients(settings).producer(TIMEOUT)) {
            for (var hotel : hotels.isEmpty() ? List.of(ALL) : hotels) {
                var check = record(verdict, hotel);
                var headers = Headers.of(
                        check.getRequestId().toString(), check.getSchema().getFullName(), hotel, Instant.now());
                producer.send(new ProducerRecord<>(topic, null, null, hotel, serializer.encode(topic, check), headers))
                        .get();
            }
        } catch (ExecutionException | KafkaException e) {
            throw Failure.unknown("it is not known whether the log has the result of the check: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.unknown("interrupted while the result of the check was written to the log");
        }
    }

    static CheckReported record(Verdict verdict, String hotel) {
        var findings = verdict.findings();
        Predicate<Invariant> broken = it -> findings.count(it) > 0;
        Predicate<Invariant> unseen = it -> findings.count(it) == 0 && findings.looks(it) == 0;
        return CheckReported.newBuilder()
                .setRequestId(RequestIds.next(Instant.now()))
                .setHotelId(hotel)
                .setHeld((int) Stream.of(Invariant.values())
                        .filter(broken.or(unseen).negate())
                        .count())
                .setBroken(names(broken))
                .setSkipped(names(unseen))
                .setRecords(verdict.counts().records())
                .setActor(new Actor(ActorType.SYSTEM, Headers.SOURCE))
                .build();
    }

    private static List<String> names(Predicate<Invariant> which) {
        return Stream.of(Invariant.values()).filter(which).map(Enum::name).toList();
    }
}
