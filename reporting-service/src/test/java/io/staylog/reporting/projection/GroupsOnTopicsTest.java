package io.staylog.reporting.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.reporting.report.DocumentList;
import io.staylog.reporting.testing.Events;
import io.staylog.reporting.testing.RunningService;
import io.staylog.schemas.Topics;
import io.staylog.schemas.report.DocumentFormat;
import io.staylog.schemas.report.DocumentKind;
import io.staylog.schemas.report.DocumentRequested;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No group that reads a topic of ours is hidden on the page for operators, of whichever kind it is. */
class GroupsOnTopicsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static RunningService service;

    @BeforeAll
    static void run() throws IOException {
        service = new RunningService().start();
        service.write(Events.hotel(Events.HOTEL, "2026-03-01"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                service.get("/actuator/health/readiness").statusCode())
                        .isEqualTo(200));
    }

    @AfterAll
    static void end() {
        service.close();
    }

    private static LogFlow.Group group(String name) {
        return service.part(LogFlow.class).look().groups().stream()
                .filter(group -> group.group().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is hidden"));
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String group, String protocol) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        service.broker.getBrokersAsString(),
                        "group.id",
                        group,
                        "group.protocol",
                        protocol,
                        "client.id",
                        group + "-client",
                        "enable.auto.commit",
                        "false",
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Test
    void renderers_are_shown_with_members_and_with_what_waits_for_them() {
        var id = UUID.randomUUID();
        var request = DocumentRequested.newBuilder()
                .setRequestId(id)
                .setHotelId(Events.HOTEL)
                .setKind(DocumentKind.ARRIVALS)
                .setFormat(DocumentFormat.CSV)
                .setBusinessDate(LocalDate.parse("2026-03-01"))
                .build();
        service.ask(request, Events.HOTEL, "");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(service.part(DocumentList.class).state(id)).contains(DocumentList.State.RENDERED));
        await().atMost(SOON).untilAsserted(() -> {
            var renderers = group("staylog-renderers");
            assertThat(renderers.kind()).isEqualTo("share");
            assertThat(renderers.state()).isEqualTo("Stable");
            assertThat(renderers.members()).hasSize(1).allMatch(client -> client.endsWith("renderer-1"));
            assertThat(renderers.byTopic()).containsEntry(Topics.REPORT_REQUESTS.name(), 0L);
            assertThat(renderers.lagRecords()).isZero();
        });
        assertThat(service.get("/operations").body()).contains("staylog-renderers", "renderer-1", "share");
    }

    @Test
    void whoever_has_committed_on_a_topic_of_ours_is_shown_although_it_is_gone_and_called_otherwise() {
        var partition = new TopicPartition(Topics.BOOKING_EVENTS.name(), 0);
        try (var consumer = consumer("front-desk", "classic")) {
            consumer.assign(List.of(partition));
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(0)));
        }
        await().atMost(SOON).untilAsserted(() -> {
            var group = group("front-desk");
            assertThat(group.members()).isEmpty();
            assertThat(group.byTopic()).containsOnlyKeys(partition.topic());
            assertThat(group.lagRecords()).isNotNull();
        });
    }

    @Test
    void whoever_reads_and_has_committed_nothing_is_shown_and_its_lag_is_not_made_up() {
        for (var protocol : List.of("classic", "consumer")) {
            try (var consumer = consumer("reader-" + protocol, protocol)) {
                consumer.subscribe(List.of(Topics.BOOKING_EVENTS.name()));
                await().atMost(SOON).untilAsserted(() -> {
                    consumer.poll(Duration.ofMillis(200));
                    var group = group("reader-" + protocol);
                    assertThat(group.members()).containsExactly("reader-" + protocol + "-client");
                    assertThat(group.lagRecords()).isNull();
                });
            }
        }
    }

    @Test
    void no_group_of_ours_that_the_brokers_know_is_missing_on_the_page() throws Exception {
        try (var admin = service.admin()) {
            await().atMost(SOON).untilAsserted(() -> {
                var ours = admin.listGroups().valid().get().stream()
                        .map(listing -> listing.groupId())
                        .filter(name -> name.startsWith("staylog"))
                        .toList();
                assertThat(ours).contains("staylog-reporting", "staylog-renderers");
                var page = service.get("/operations").body();
                assertThat(ours).allSatisfy(name -> assertThat(page).contains(">" + name + "<"));
            });
        }
    }

    @Test
    void who_reads_other_topics_is_none_of_our_business() throws Exception {
        try (var admin = service.admin()) {
            admin.createTopics(List.of(new org.apache.kafka.clients.admin.NewTopic("weather", 1, (short) 1)))
                    .all()
                    .get();
            var partition = new TopicPartition("weather", 0);
            try (var consumer = consumer("meteorologists", "classic")) {
                consumer.assign(List.of(partition));
                consumer.commitSync(Map.of(partition, new OffsetAndMetadata(0)));
            }
            assertThat(service.part(LogFlow.class).look().groups())
                    .noneMatch(group -> group.group().equals("meteorologists"));
            admin.deleteConsumerGroups(List.of("meteorologists")).all().get();
        }
    }
}
