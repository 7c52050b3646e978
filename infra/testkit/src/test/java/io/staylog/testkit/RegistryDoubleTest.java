package io.staylog.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.RegistryUnavailableException;
import io.staylog.schemas.serde.SchemaRegistry;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the tests of the services rely on, asked for as the services do. */
class RegistryDoubleTest {
    private static final String SUBJECT = "booking.events-io.staylog.schemas.booking.BookingHeld";

    private final RegistryDouble registry = RegistryDouble.withOurSchemas();
    private final SchemaRegistry client = new SchemaRegistry(registry.url());

    @AfterEach
    void close() {
        registry.close();
    }

    private static Schema held() {
        return Topics.BOOKING_EVENTS.schemas().get(SUBJECT);
    }

    @Test
    void it_knows_every_schema_of_ours_by_subject_and_by_id() {
        for (var topic : Topics.all()) {
            topic.schemas().forEach((subject, schema) -> {
                int id = client.find(subject, schema).orElseThrow();
                assertThat(client.schema(id).orElseThrow().getFullName()).isEqualTo(schema.getFullName());
            });
        }
        assertThat(client.compatibilityLevel()).isEqualTo("FULL_TRANSITIVE");
    }

    @Test
    void what_it_forgets_is_unregistered_until_it_is_registered_again() {
        registry.forget(SUBJECT);
        assertThat(client.find(SUBJECT, held())).isEmpty();
        assertThat(client.versions(SUBJECT)).isEmpty();
        client.register(SUBJECT, held());
        assertThat(client.find(SUBJECT, held())).isPresent();
    }

    @Test
    void another_schema_of_a_known_subject_is_not_taken_for_the_known_one() {
        var other = SchemaBuilder.record("Other").fields().requiredInt("nights").endRecord();
        assertThat(client.find(SUBJECT, other)).isEmpty();
        assertThat(client.objection(SUBJECT, other)).isPresent();
    }

    @Test
    void away_it_answers_nothing_and_is_back_as_it_was() {
        registry.away(true);
        assertThatThrownBy(() -> client.find(SUBJECT, held())).isInstanceOf(RegistryUnavailableException.class);
        registry.away(false);
        assertThat(client.find(SUBJECT, held())).isPresent();
    }

    @Test
    void it_can_refuse_only_those_who_read() {
        int id = client.find(SUBJECT, held()).orElseThrow();
        registry.refuseToRead(true);
        assertThatThrownBy(() -> client.schema(id)).isInstanceOf(RegistryUnavailableException.class);
        assertThat(client.find(SUBJECT, held())).contains(id);
    }
}
