package io.staylog.reporting.projection;

import static io.staylog.reporting.testing.Events.*;
import static io.staylog.reporting.testing.MoneyEvents.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.staylog.reporting.projection.BatchProjector.Outcome;
import io.staylog.reporting.testing.Log;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.ChargeKind;
import io.staylog.schemas.booking.InvoiceLine;
import io.staylog.schemas.booking.InvoiceLineKind;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.serde.RegistryUnavailableException;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.BatchListenerFailedException;

/** Rows and offsets, in a real PostgreSQL. */
class BatchProjectorTest {
    private static final String BOOKINGS = Topics.BOOKING_EVENTS.name();
    private static final byte[] KEY = HOTEL.getBytes(StandardCharsets.UTF_8);

    private static final InvoiceLine NIGHT = line(1, InvoiceLineKind.NIGHT, "DBL", "2026-03-02", 10_000);
    private static final InvoiceLine MINIBAR = line(2, InvoiceLineKind.CHARGE, "MINIBAR", "2026-03-02", 600);

    private RegistryDouble registry;
    private Log log;
    private ProjectorFixture projection;

    @BeforeEach
    void open() throws IOException {
        registry = RegistryDouble.withOurSchemas();
        log = new Log(new SchemaRegistry(registry.url()));
        projection = new ProjectorFixture(new SchemaRegistry(registry.url()));
    }

    @AfterEach
    void close() {
        projection.close();
        registry.close();
    }

    private Log aBusyWeek() {
        return log.add(
                hotel(HOTEL, "2026-03-01"),
                roomType(HOTEL, "DBL", 10),
                held("anna", "2026-03-01", stay(1, "2026-03-02", 10_000, 10_000)),
                initiated("p-anna", PaymentPurpose.GUARANTEE, 20_000, "2026-03-01"),
                authorized("p-anna", 2, 20_000),
                confirmed("anna", 2, "2026-03-01"),
                booked("bela", "2026-03-01", stay(1, "2026-03-02", 9_000), stay(2, "2026-03-02", 9_500)),
                inventory(HOTEL, "DBL", "2026-03-02", "2026-03-04", 9),
                outOfOrder(HOTEL, "DBL", "2026-03-03", "2026-03-05", 1),
                closed(HOTEL, "2026-03-01"),
                modified("bela", 2, "2026-03-02", stay(1, "2026-03-02", 9_000)),
                modified("bela", 3, "2026-03-02", stay(1, "2026-03-02", 9_000), stay(2, "2026-03-03", 8_000)),
                arrived("anna", 3, "2026-03-02"),
                arrived("bela", 4, "2026-03-02"),
                charged("anna", 4, "2026-03-02", ChargeKind.MINIBAR, 600, 34, 600),
                held("cara", "2026-03-02", stay(1, "2026-03-09", 10_000)),
                expired("cara", 2, "2026-03-02"),
                booked("dora", "2026-03-02", stay(1, "2026-03-08", 10_000)),
                rejected("r1", "sold_out", "There is no room."),
                closed(HOTEL, "2026-03-02"),
                roomType(HOTEL, "DBL", 12),
                left("anna", 5, "2026-03-03", stay(1, "2026-03-02", 10_000)),
                invoiced("anna", 6, "2026-03-03", 1, NIGHT, MINIBAR),
                credited("anna", 7, "2026-03-03", 1, 1, NIGHT, MINIBAR),
                invoiced("anna", 8, "2026-03-03", 2, NIGHT, MINIBAR),
                captured("p-anna", 3, PaymentPurpose.STAY_BALANCE, 10_000, "2026-03-03"),
                refunded("p-anna", 4, PaymentPurpose.STAY_BALANCE, 4_000, "2026-03-03"),
                refunded("p-anna", 5, PaymentPurpose.STAY_BALANCE, 6_000, "2026-03-03"),
                cancelled("dora", 2, "2026-03-03", 1_000),
                left("bela", 5, "2026-03-04"));
    }

    @Test
    void however_the_log_is_cut_into_batches_the_rows_are_equal() throws IOException {
        var records = aBusyWeek().records();
        projection.project(records, records.size());
        var whole = projection.dump();
        assertThat(whole).hasSizeGreaterThan(20);
        for (int size : new int[] {1, 2, 3, 5, 8}) {
            try (var other = new ProjectorFixture(new SchemaRegistry(registry.url()))) {
                assertThat(other.project(records, size).dump())
                        .as("batches of " + size)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void a_number_that_is_given_out_twice_keeps_its_first_invoice_however_the_log_is_cut() throws IOException {
        log.add(
                hotel(HOTEL, "2026-03-01"),
                booked("anna", "2026-03-01", stay(1, "2026-03-02", 10_000)),
                invoiced("anna", 2, "2026-03-03", 1, NIGHT),
                invoiced("anna", 3, "2026-03-03", 1, NIGHT, MINIBAR));
        var together = projection.project(log.records(), 10).dump();
        assertThat(together).filteredOn(row -> row.startsWith("invoice_line")).hasSize(1);
        try (var other = new ProjectorFixture(new SchemaRegistry(registry.url()))) {
            assertThat(other.project(log.records(), 1).dump()).isEqualTo(together);
        }
    }

    @Test
    void records_that_come_again_change_nothing() {
        var records = aBusyWeek().records();
        projection.project(records, 4);
        var before = projection.dump();
        var again = projection.project(records.subList(0, 17));
        assertThat(again.counted()).isEmpty();
        projection.project(records.subList(9, records.size()));
        assertThat(projection.dump()).isEqualTo(before);
    }

    @Test
    void a_batch_of_an_instance_that_lost_the_partition_is_applied_from_where_the_rows_end() {
        var records = aBusyWeek().records();
        projection.project(records.subList(0, 10));
        var zombie = projection.project(records.subList(5, records.size()));
        assertThat(zombie.counted().values().stream().mapToLong(n -> n).sum()).isEqualTo(records.size() - 10);
    }

    @Test
    void rows_that_were_replaced_by_older_ones_make_the_reader_step_back() {
        var records = aBusyWeek().records();
        projection.project(records.subList(0, 12));
        var partition = new TopicPartition(BOOKINGS, 0);
        projection.jdbc.update("update projection.projection_offset set next_offset = 4 where topic = ?", BOOKINGS);
        var result = projection.projector.project(records.subList(12, records.size()), projection.reached);
        assertThat(result.steppedBack()).containsExactly(partition);
        assertThat(result.nextOffsets()).containsEntry(partition, 4L);
        assertThat(projection.jdbc.queryForObject(
                        "select next_offset from projection.projection_offset where topic = ?", Long.class, BOOKINGS))
                .isEqualTo(4L);
    }

    @Test
    void what_cannot_be_read_goes_to_the_dead_letters_and_the_rest_goes_on() {
        log.add(hotel(HOTEL, "2026-03-01"));
        log.add(BOOKINGS, KEY, "{\"json\":true}".getBytes(StandardCharsets.UTF_8));
        log.add(BOOKINGS, KEY, null);
        log.add(BOOKINGS, "other".getBytes(StandardCharsets.UTF_8), log.encode(closed(HOTEL, "2026-03-01")));
        log.add(BOOKINGS, KEY, log.encode(roomType(HOTEL, "\0", 5)));
        log.add(closed(HOTEL, "2026-03-01"));
        projection.project(log.records(), 100);
        assertThat(projection.dead).extracting(r -> r.offset()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(projection.reasons).containsExactly("undecodable", "null-value", "key-mismatch", "unprojectable");
        assertThat(projection.jdbc.queryForObject("select business_date::text from projection.hotel", String.class))
                .isEqualTo("2026-03-02");
        assertThat(projection.jdbc.queryForObject(
                        "select sum(records) from projection.event_count where outcome = 'DEAD'", Long.class))
                .isEqualTo(4);
    }

    @Test
    void a_payment_event_on_the_topic_of_bookings_is_not_taken_for_money() {
        var forged = captured("p", 1, PaymentPurpose.DEPOSIT, 1, "2026-03-01");
        new SchemaRegistry(registry.url())
                .register(BOOKINGS + "-" + forged.getSchema().getFullName(), forged.getSchema());
        log.add(BOOKINGS, KEY, log.encode(forged));
        projection.project(log.records(), 100);
        assertThat(projection.dead).hasSize(1);
        assertThat(projection.jdbc.queryForObject("select count(*) from projection.cash_movement", Long.class))
                .isZero();
    }

    @Test
    void while_a_dead_letter_cannot_be_kept_nothing_of_its_batch_is_written() {
        log.add(hotel(HOTEL, "2026-03-01"));
        log.add(BOOKINGS, KEY, new byte[] {9});
        var before = projection.dump();
        var failing = projection.failing(new IllegalStateException("no broker"));
        assertThatThrownBy(() -> failing.project(log.records(), projection.reached))
                .hasRootCauseMessage("no broker");
        assertThat(projection.dump()).isEqualTo(before);
    }

    @Test
    void while_the_registry_is_away_nothing_is_written_and_nothing_is_skipped() {
        aBusyWeek();
        registry.away(true);
        assertThatThrownBy(() -> projection.project(log.records()))
                .hasCauseInstanceOf(RegistryUnavailableException.class);
        assertThat(projection.dead).isEmpty();
        registry.away(false);
        // It is not asked again for a moment.
        await().ignoreException(BatchListenerFailedException.class).until(() -> {
            projection.project(log.records());
            return true;
        });
        assertThat(projection.jdbc.queryForObject("select count(*) from projection.booking", Long.class))
                .isEqualTo(4);
    }

    @Test
    void a_batch_that_fails_while_it_is_read_sends_no_dead_letter_that_its_next_try_would_send_again() {
        log.add(BOOKINGS, KEY, new byte[] {9});
        log.add(hotel(HOTEL, "2026-03-01"));
        registry.away(true);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> projection.project(log.records()))
                    .hasCauseInstanceOf(RegistryUnavailableException.class);
        }
        assertThat(projection.dead).isEmpty();
        registry.away(false);
        await().ignoreException(BatchListenerFailedException.class).until(() -> {
            projection.project(log.records());
            return true;
        });
        assertThat(projection.dead).hasSize(1);
    }

    @Test
    void a_type_from_the_future_is_skipped_and_counted() {
        var schema = new org.apache.avro.Schema.Parser().parse("""
                {"type":"record","name":"GuestSang","namespace":"io.staylog.schemas.booking",
                 "fields":[{"name":"hotelId","type":"string"}]}""");
        int id = new SchemaRegistry(registry.url()).register(BOOKINGS + "-GuestSang", schema);
        var value = java.nio.ByteBuffer.allocate(7)
                .put((byte) 0)
                .putInt(id)
                .put((byte) 2)
                .put((byte) 'h')
                .array();
        var result = projection.project(log.add(BOOKINGS, KEY, value).records());
        assertThat(result.counted().keySet()).singleElement().satisfies(kind -> {
            assertThat(kind.outcome()).isEqualTo(Outcome.UNKNOWN_TYPE);
            assertThat(kind.recordType()).isEqualTo("io.staylog.schemas.booking.GuestSang");
        });
        assertThat(projection.reached).containsEntry(new TopicPartition(BOOKINGS, 0), 1L);
    }

    @Test
    void an_event_of_a_booking_that_was_never_seen_is_noticed() {
        var result =
                projection.project(log.add(arrived("nobody", 2, "2026-03-01")).records());
        assertThat(result.orphans()).singleElement().satisfies(orphan -> {
            assertThat(orphan.subject()).isEqualTo(new Subject(id("nobody"), null));
            assertThat(orphan.input()).isSameAs(log.records().getFirst());
        });
    }

    @Test
    void a_payment_is_partly_refunded_until_all_of_it_is() {
        log.add(
                initiated("p", PaymentPurpose.PREPAYMENT, 100, "2026-03-01"),
                captured("p", 2, PaymentPurpose.PREPAYMENT, 100, "2026-03-01"),
                refunded("p", 3, PaymentPurpose.PREPAYMENT, 40, "2026-03-02"));
        projection.project(log.records());
        assertThat(state()).isEqualTo("PARTIALLY_REFUNDED");
        projection.project(List.copyOf(log.add(refunded("p", 4, PaymentPurpose.PREPAYMENT, 60, "2026-03-03"))
                .records()));
        assertThat(state()).isEqualTo("REFUNDED");
    }

    private String state() {
        return projection.jdbc.queryForObject("select state from projection.payment", String.class);
    }

    @Test
    void nights_that_a_change_took_out_stay_known_with_the_date_they_left() {
        projection.project(aBusyWeek().records());
        assertThat(projection.jdbc.queryForList(
                        "select since_version || ' ' || room_stay_no || ' ' || night || ' ' || coalesce(until_on::text, '-')"
                                + " from projection.booking_night where booking_id = ? order by 1",
                        String.class,
                        id("bela")))
                .containsExactly(
                        "1 1 2026-03-02 2026-03-02",
                        "1 2 2026-03-02 2026-03-02",
                        "2 1 2026-03-02 2026-03-02",
                        "3 1 2026-03-02 -",
                        "3 2 2026-03-03 -");
    }
}
