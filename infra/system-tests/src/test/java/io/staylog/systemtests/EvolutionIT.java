package io.staylog.systemtests;

import static io.staylog.systemtests.Books.eventually;
import static io.staylog.systemtests.OtherRelease.changed;
import static io.staylog.systemtests.OtherRelease.ofANewType;
import static io.staylog.systemtests.OtherRelease.symbol;
import static io.staylog.systemtests.OtherRelease.with;
import static io.staylog.systemtests.OtherRelease.withField;
import static io.staylog.systemtests.OtherRelease.without;
import static io.staylog.systemtests.OtherRelease.words;
import static io.staylog.systemtests.TestHotel.FLEX;
import static io.staylog.systemtests.TestHotel.GOOD;
import static io.staylog.systemtests.TestHotel.PREPAID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.cli.Main;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.RequestRejected;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.serde.IncompatibleSchemaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Today's services among programs of tomorrow and of yesterday. Here those programs ask and read, as anybody may; what happens
 * when the owner of a topic is of another release, {@link NewerOwnerIT} and {@link RollingUpgradeIT} show.
 */
@Tag(Staylog.ANYWHERE)
@Order(4)
@ExtendWith(Staylog.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EvolutionIT {
    private static final Topic REQUESTS = Topics.BOOKING_REQUESTS;
    private static final String FOREIGN_SYMBOL = "KIOSK";
    private static final String NEW_FIELD =
            "{\"name\":\"loyaltyNumber\",\"type\":[\"null\",\"string\"],\"doc\":\"Null for none.\",\"default\":null}";
    private static final int ROOMS = 1_000;

    private Staylog staylog;
    private Log log;
    private OtherRelease other;
    private TestHotel hotel;
    private Schema today;
    private Schema tomorrow;
    private long deadBefore;

    @BeforeAll
    void start(Staylog running) {
        staylog = running;
        log = running.log();
        other = new OtherRelease(running.settings());
        hotel = TestHotel.open(running, "evolution", ROOMS);
        today = other.today(REQUESTS, BookingRequested.class);
        tomorrow = withField(changed(today, "\"GROUP\"]", "\"GROUP\",\"" + FOREIGN_SYMBOL + "\"]"), NEW_FIELD);
        deadBefore = dead();
    }

    @AfterAll
    void close() {
        if (log != null) {
            log.close();
            other.close();
        }
    }

    private GenericRecord request(Schema schema, String plan) {
        var payload = log.encoded(REQUESTS, hotel.request(plan, 10, 11, GOOD));
        return other.asRecordOf(schema, payload);
    }

    @Test
    @Order(1)
    void tomorrow_s_producer_with_a_field_that_is_new_books_and_pays() {
        var request = with(request(tomorrow, PREPAID), it -> it.put("loyaltyNumber", "A-17"));

        other.ask(REQUESTS, hotel.id(), request);

        eventually(() -> assertThat(confirmed()).contains(bookingId(request)));
        assertThat(other.registry().versions(REQUESTS.subject(tomorrow)))
                .as("versions of the request that the registry has")
                .hasSizeGreaterThan(1);
    }

    @Test
    @Order(1)
    void a_channel_that_is_new_is_rejected_with_the_field_and_what_it_may_be() {
        var request = with(request(tomorrow, FLEX), it -> it.put("channel", symbol(it, "channel", FOREIGN_SYMBOL)));

        other.ask(REQUESTS, hotel.id(), request);

        eventually(() -> assertThat(hotel.events(log, RequestRejected.class))
                .filteredOn(rejected -> bookingId(request).equals(rejected.getBookingId()))
                .singleElement()
                .satisfies(rejected -> {
                    assertThat(rejected.getCode()).isEqualTo("field_invalid");
                    assertThat(rejected.getMessage()).contains("channel").contains("OTA");
                    assertThat(rejected.getDetails()).containsEntry("actual", "UNKNOWN");
                }));
        assertThat(confirmed()).doesNotContain(bookingId(request));
    }

    @Test
    @Order(1)
    void a_request_of_a_type_that_is_new_is_passed_over_and_counted() {
        other.ask(REQUESTS, hotel.id(), ofANewType("SpaVisitRequested", hotel.id()));

        bookOne(Channel.OTA);
        eventually(() -> assertThat(metric("staylog_engine_skipped_total", "SpaVisitRequested"))
                .isEqualTo(1));
    }

    @Test
    @Order(1)
    void yesterday_s_producer_that_leaves_out_what_came_later_books() {
        var yesterday = without(changed(today, ",\"GROUP\"]", "]"), "channelReference");
        var request = request(yesterday, FLEX);
        assertThat(request.getSchema().getField("channelReference")).isNull();

        other.ask(REQUESTS, hotel.id(), request);

        eventually(() -> assertThat(confirmed()).contains(bookingId(request)));
    }

    /** It knows neither the field, nor the symbol, nor the type that have come since, and it goes on. */
    @Test
    @Order(2)
    void yesterday_s_consumer_reads_what_today_s_services_write() {
        var booked = bookOne(Channel.GROUP);
        var readers = new HashMap<String, Schema>();
        yesterdays(BookingConfirmed.class, "paymentId", readers);
        int skipped = 0;
        var read = new ArrayList<GenericRecord>();

        for (var record : log.readRaw(Topics.BOOKING_EVENTS.name(), List.of(log.partition(hotel.id())))) {
            var reader = readers.get(other.writer(record.value()).getFullName());
            if (reader == null) {
                skipped++;
            } else {
                read.add(other.decode(record.value(), reader));
            }
        }

        assertThat(skipped).as("of types that came later").isPositive();
        assertThat(read)
                .filteredOn(it -> booked.equals(bookingId(it)))
                .singleElement()
                .satisfies(it -> {
                    assertThat(((GenericRecord) it.get("terms")).get("channel")).hasToString("UNKNOWN");
                    assertThat(it.getSchema().getField("paymentId")).isNull();
                });
    }

    private void yesterdays(Class<?> type, String cameLater, HashMap<String, Schema> readers) {
        var schema = other.today(Topics.BOOKING_EVENTS, type);
        readers.put(schema.getFullName(), without(changed(schema, ",\"GROUP\"]", "]"), cameLater));
    }

    /** What somebody proposes, who must refuse it, and what a person must be able to read in the refusal. */
    record Refused(String change, boolean alsoByTheRegistry, UnaryOperator<Schema> of, String rule, String who) {}

    private static final List<Refused> REFUSED = List.of(
            new Refused(
                    "a field without default",
                    true,
                    it -> withField(it, "{\"name\":\"city\",\"type\":\"string\",\"doc\":\"Where.\"}"),
                    "a new field has a default",
                    "a new reader cannot read the records of version 1"),
            new Refused(
                    "a field removed",
                    true,
                    it -> without(it, "ratePlanId"),
                    "a released field stays",
                    "a reader of version 1"),
            new Refused(
                    "a field renamed",
                    true,
                    it -> changed(it, "\"name\":\"currency\"", "\"name\":\"moneyCode\""),
                    "a released field stays",
                    "a reader of version 1"),
            new Refused(
                    "a symbol removed",
                    false,
                    it -> changed(it, "\"OTA\",", ""),
                    "an enum loses no symbol",
                    "in the records of version 1"),
            new Refused(
                    "a symbol in between",
                    false,
                    it -> changed(it, "\"OTA\",", "\"APP\",\"OTA\","),
                    "symbols stay in order",
                    "a reader of version 1"),
            new Refused(
                    "money in another unit",
                    true,
                    it -> changed(
                            it,
                            "\"expectedTotalMinor\",\"type\":[\"null\",\"long\"]",
                            "\"expectedTotalMinor\",\"type\":[\"null\",{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9,\"scale\":4}]"),
                    "a field's type stays",
                    "version 1"),
            new Refused(
                    "a date as a plain number",
                    false,
                    it -> changed(it, "{\"type\":\"int\",\"logicalType\":\"date\"}", "\"int\""),
                    "a field's logical type stays",
                    "a reader of version 1"));

    @Test
    @Order(3)
    void a_change_that_would_break_somebody_is_refused_in_words_that_a_person_understands(@TempDir Path directory)
            throws IOException {
        for (var refused : REFUSED) {
            var proposed = refused.of.apply(today);
            var subject = REQUESTS.subject(proposed);
            var file = Files.writeString(directory.resolve("proposed.avsc"), proposed.toString());

            var said = check(file);
            System.out.println("EvolutionIT: " + refused.change + " is refused by us"
                    + (refused.alsoByTheRegistry ? " and by the registry" : " only") + ": " + said);

            assertThat(said)
                    .as(refused.change)
                    .contains(subject)
                    .contains(refused.rule)
                    .contains(refused.who)
                    .contains("Instead: ");
            if (refused.alsoByTheRegistry) {
                assertThatThrownBy(() -> other.registry().register(subject, proposed))
                        .as(refused.change)
                        .isInstanceOf(IncompatibleSchemaException.class)
                        .hasMessageContaining(subject);
            } else {
                assertThat(other.registry().objection(subject, proposed))
                        .as("what the registry has against: %s", refused.change)
                        .isEmpty();
            }
        }
    }

    private String check(Path file) {
        var settings = staylog.settings();
        String[] arguments = {
            "schemas",
            "check",
            file.toString(),
            "--home=" + settings.dataDir(),
            "--bootstrap-servers=" + settings.bootstrapServers(),
            "--registry=" + settings.registryUrl()
        };
        var before = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, UTF_8));
        try {
            assertThat(Main.commandLine(arguments).execute(arguments))
                    .as(said.toString(UTF_8))
                    .isEqualTo(3);
        } finally {
            System.setErr(before);
        }
        return said.toString(UTF_8).strip();
    }

    @Test
    @Order(4)
    void nobody_has_stopped_nothing_is_dead_and_no_event_carries_the_foreign_symbol() {
        bookOne(Channel.OTA);
        for (var service : List.of(staylog.booking(), staylog.payment(), staylog.reporting())) {
            service.get("/actuator/health/readiness").expect(200);
        }
        assertThat(dead()).as("dead letters").isEqualTo(deadBefore);
        int looked = 0;
        for (var topic : List.of(Topics.BOOKING_EVENTS, Topics.PAYMENT_EVENTS, Topics.BANK_CALLS)) {
            for (var record : log.readRaw(topic.name(), List.of(log.partition(hotel.id())))) {
                var writer = other.writer(record.value());
                assertThat(words(other.decode(record.value(), writer)))
                        .as("%s at offset %s of %s", writer.getFullName(), record.offset(), topic.name())
                        .noneMatch(word -> word.toUpperCase(Locale.ROOT).contains(FOREIGN_SYMBOL));
                looked++;
            }
        }
        assertThat(looked).isPositive();
    }

    private UUID bookOne(Channel channel) {
        var request = BookingRequested.newBuilder(hotel.request(FLEX, 10, 11, GOOD))
                .setChannel(channel)
                .build();
        log.asked(hotel.id(), request);
        eventually(() -> assertThat(confirmed()).contains(request.getBookingId()));
        return request.getBookingId();
    }

    private List<UUID> confirmed() {
        return hotel.events(log, BookingConfirmed.class).stream()
                .map(BookingConfirmed::getBookingId)
                .toList();
    }

    private static UUID bookingId(GenericRecord record) {
        return UUID.fromString(record.get("bookingId").toString());
    }

    private double metric(String name, String type) {
        var line = Pattern.compile(name + "\\{[^}]*" + type + "[^}]*} ([0-9.]+)")
                .matcher(staylog.booking().get("/actuator/prometheus").text());
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }

    private long dead() {
        return Topics.all().stream()
                .mapToLong(topic -> {
                    int partitions = log.partitions(topic.dead());
                    return log.readRaw(
                                    topic.dead(),
                                    IntStream.range(0, partitions).boxed().toList())
                            .size();
                })
                .sum();
    }
}
