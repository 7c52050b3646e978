package io.staylog.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.Topic.Kept;
import io.staylog.schemas.Topic.StampedBy;
import io.staylog.schemas.TopicUse.Party;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The topic table is complete, and its settings keep what must not be lost. */
class TopicsTest {
    @Test
    void every_generated_record_is_on_a_topic_or_part_of_one_that_is() throws Exception {
        var reachable = new TreeSet<String>();
        Topics.all().forEach(topic -> topic.schemas().values().forEach(schema -> collect(schema, reachable)));
        var generated = generated();
        assertThat(generated).hasSizeGreaterThan(50);
        assertThat(reachable).isEqualTo(generated);
    }

    @Test
    void names_and_subjects_are_unique_and_follow_the_convention() {
        var names = new ArrayList<String>();
        var subjects = new ArrayList<String>();
        for (var topic : Topics.all()) {
            assertThat(topic.name()).matches("[a-z]+\\.[a-z-]+s");
            names.addAll(List.of(topic.name(), topic.dead()));
            subjects.addAll(topic.schemas().keySet());
            assertThat(topic.schemas()).hasSameSizeAs(topic.recordTypes());
            assertThat(Topics.named(topic.name())).contains(topic);
        }
        assertThat(names).doesNotHaveDuplicates();
        assertThat(subjects).doesNotHaveDuplicates();
        assertThat(subjects).contains("booking.events-io.staylog.schemas.booking.BookingHeld");
        assertThat(Topics.named("no.such-topics")).isEmpty();
    }

    @Test
    void what_is_the_truth_is_kept_for_ever_and_stamped_with_the_time_of_the_decision() {
        for (var topic : List.of(Topics.BOOKING_EVENTS, Topics.PAYMENT_EVENTS)) {
            assertThat(topic.kept()).isEqualTo(Kept.FOR_EVER);
            // A state that is folded again must see the times of the decisions.
            assertThat(topic.stampedBy()).isEqualTo(StampedBy.WRITER);
            assertThat(topic.settings())
                    .containsEntry("cleanup.policy", "delete")
                    .containsEntry("retention.ms", "-1")
                    .containsEntry("retention.bytes", "-1")
                    .containsEntry("message.timestamp.type", "CreateTime");
        }
    }

    @Test
    void what_anybody_may_write_is_stamped_by_the_broker() {
        for (var topic : List.of(Topics.BOOKING_REQUESTS, Topics.PAYMENT_REQUESTS)) {
            assertThat(topic.settings()).containsEntry("message.timestamp.type", "LogAppendTime");
        }
    }

    @Test
    void personal_data_can_be_erased() {
        assertThat(Topics.GUEST_PROFILES.settings())
                .containsEntry("cleanup.policy", "compact")
                .containsKey("segment.ms")
                .containsKey("max.compaction.lag.ms");
    }

    @Test
    void what_its_owner_writes_to_a_topic_is_known_as_his() {
        for (var use : TopicUse.all()) {
            if (!use.isOpen()) {
                var record = new ConsumerRecord<byte[], byte[]>(use.topic().name(), 0, 0, null, null);
                assertThat(use.topic().isFromOwner(record)).isFalse();
                // As long as any owner's name, or the name under another key.
                for (var other : List.of("booking-servicE", "payment-servicE", "reporting-servicE")) {
                    record.headers().add(EventHeaders.SOURCE, other.getBytes(StandardCharsets.UTF_8));
                    record.headers()
                            .add(
                                    EventHeaders.SUBJECT,
                                    use.writers().getFirst().title().getBytes(StandardCharsets.UTF_8));
                }
                assertThat(use.topic().isFromOwner(record)).isFalse();
                record.headers()
                        .add(
                                EventHeaders.SOURCE,
                                use.writers().getFirst().title().getBytes(StandardCharsets.UTF_8));
                assertThat(use.topic().isFromOwner(record))
                        .as(use.topic().name())
                        .isTrue();
            }
        }
    }

    @Test
    void of_every_topic_it_is_known_who_writes_and_reads_it_and_what_its_key_is() {
        assertThat(TopicUse.all()).extracting(TopicUse::topic).isEqualTo(Topics.all());
        assertThat(TopicUse.all()).allSatisfy(use -> {
            assertThat(use.writers()).isNotEmpty();
            assertThat(use.readers()).doesNotContain(Party.ANYBODY);
            assertThat(use.isOpen()).isEqualTo(use.topic().isOpen());
            assertThat(use.topic().schemas().values())
                    .allSatisfy(schema ->
                            assertThat(schema.getField(use.keyOf(schema))).isNotNull());
        });
        assertThat(TopicUse.readBy(Party.REPORTING_SERVICE))
                .containsExactly(
                        Topics.BOOKING_REQUESTS,
                        Topics.BOOKING_EVENTS,
                        Topics.PAYMENT_REQUESTS,
                        Topics.PAYMENT_EVENTS,
                        Topics.BANK_ANSWERS,
                        Topics.GUEST_PROFILES,
                        Topics.REPORT_REQUESTS,
                        Topics.REPORT_EVENTS);
    }

    private static void collect(Schema schema, Set<String> names) {
        switch (schema.getType()) {
            case RECORD -> {
                if (names.add(schema.getFullName())) {
                    schema.getFields().forEach(field -> collect(field.schema(), names));
                }
            }
            case ARRAY -> collect(schema.getElementType(), names);
            case MAP -> collect(schema.getValueType(), names);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, names));
            default -> {}
        }
    }

    /** Names of all generated records, as found among the compiled classes. */
    private static Set<String> generated() throws IOException, URISyntaxException {
        var root = Path.of(
                Topics.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        var names = new TreeSet<String>();
        try (var files = Files.walk(root)) {
            files.map(file -> root.relativize(file).toString().replace('/', '.'))
                    .filter(name -> name.endsWith(".class") && !name.contains("$"))
                    .map(name -> type(name.substring(0, name.length() - ".class".length())))
                    .filter(type -> SpecificRecord.class.isAssignableFrom(type) && !type.isInterface())
                    .forEach(
                            type -> names.add(SpecificData.get().getSchema(type).getFullName()));
        }
        return names;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, TopicsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
