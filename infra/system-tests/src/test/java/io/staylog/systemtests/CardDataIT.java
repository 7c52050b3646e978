package io.staylog.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.RequestRejected;
import io.staylog.schemas.payment.PaymentRequestRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * A card number in every place that can be reached from outside: it is refused with its code, and afterwards it is nowhere in
 * what was written, but for the very records of Kafka that a stranger wrote himself.
 */
@Order(7)
@ExtendWith(Staylog.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CardDataIT {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final String CODE = "sensitive_card_data";
    private static final String CVV = "737-marker-of-this-test";
    private static final String CVV_NEEDLE = "marker-of-this-test";
    private static final List<String> CARD_FIELDS = List.of("cvv", "cvc", "cvv2", "pan", "cardNumber", "securityCode");

    private final Set<String> ours = ConcurrentHashMap.newKeySet();
    private CardData card;
    private Staylog staylog;
    private Log log;
    private TestHotel hotel;

    @BeforeAll
    void start(Staylog running) {
        System.out.println("CardDataIT: -Dseed=" + SEED);
        card = new CardData(new Random(SEED));
        staylog = running;
        log = running.log();
        hotel = TestHotel.open(staylog, "cards", 10);
        // Reading makes Avro trust our classes, which the records below are made of.
        var _ = hotel.events(log);
    }

    @AfterAll
    void close() {
        log.close();
    }

    @Test
    @Order(1)
    void in_every_text_of_every_request_on_kafka() {
        var sent = new ArrayList<CardData.Hidden>();
        for (var topic : List.of(Topics.BOOKING_REQUESTS, Topics.PAYMENT_REQUESTS)) {
            for (var type : topic.recordTypes()) {
                var hidden = card.in(type, hotel.id());
                hidden.forEach(it -> write(topic, it.record()));
                sent.addAll(hidden);
            }
        }
        System.out.println("CardDataIT: " + sent.size() + " texts of requests on Kafka");
        assertThat(sent).hasSizeGreaterThan(40);
        Books.eventually(() -> {
            var refused = refused();
            assertThat(sent)
                    .filteredOn(it -> !CODE.equals(refused.get(requestId(it.record()))))
                    .extracting(CardData.Hidden::field)
                    .isEmpty();
        });
    }

    private void write(Topic topic, SpecificRecord record) {
        keep(Log.done(log.write(topic, null, hotel.id(), log.encoded(topic, record))));
    }

    /** What a stranger wrote himself stands where he wrote it, for as long as the topic keeps it. */
    private void keep(RecordMetadata written) {
        ours.add(written.topic() + "/" + written.partition() + "/" + written.offset());
    }

    private static UUID requestId(SpecificRecord record) {
        return (UUID) record.get(record.getSchema().getField("requestId").pos());
    }

    private Map<UUID, String> refused() {
        var codes = new ConcurrentHashMap<UUID, String>();
        log.events(Topics.BOOKING_EVENTS, hotel.id(), RequestRejected.class)
                .forEach(it -> codes.put(it.getRequestId(), it.getCode()));
        log.events(Topics.PAYMENT_EVENTS, hotel.id(), PaymentRequestRejected.class)
                .forEach(it -> codes.put(it.getRequestId(), it.getCode()));
        return codes;
    }

    @Test
    @Order(1)
    void in_every_body_of_every_call_over_http() {
        int calls = 0;
        for (var service : List.of(staylog.booking(), staylog.payment())) {
            var document = service.read("/v3/api-docs");
            for (var path : document.get("paths").properties()) {
                for (var operation : path.getValue().properties()) {
                    if (operation.getValue().has("requestBody")
                            && !path.getKey().contains("notifications")) {
                        calls += bodies(service, operation.getKey(), path.getKey(), names(document));
                    }
                }
            }
        }
        System.out.println("CardDataIT: " + calls + " calls over HTTP");
        assertThat(calls).isGreaterThan(100);
    }

    /** Every name of a field in the API, whatever it belongs to: a strict reader looks at the text first. */
    private static Set<String> names(JsonNode document) {
        var names = new TreeSet<String>();
        document.at("/components/schemas")
                .forEach(schema -> schema.path("properties").propertyNames().forEach(names::add));
        names.add("note");
        return names;
    }

    private int bodies(Http service, String method, String path, Set<String> names) {
        var url = path.replace("{hotelId}", hotel.id())
                .replaceAll("\\{(roomTypeId|ratePlanId)}", "X")
                .replace("{number}", "1")
                .replaceAll("\\{[A-Za-z]+}", UUID.randomUUID().toString());
        var bodies = new ArrayList<Map<String, ?>>();
        names.forEach(name -> bodies.add(Map.of(name, card.grouped())));
        names.forEach(name -> bodies.add(Map.of(name, List.of(Map.of("inner", "x" + card.number())))));
        CARD_FIELDS.forEach(name -> bodies.add(Map.of(name, CVV)));
        bodies.add(Map.of(card.number(), "x"));
        bodies.add(Map.of("number", Long.parseLong(card.number())));
        bodies.forEach(body -> assertRefused(
                service.send(method.toUpperCase(Locale.ROOT), url, Http.JSON.writeValueAsString(body), Map.of()),
                method + " " + path + " " + body.keySet()));
        var keyed = service.send(method.toUpperCase(Locale.ROOT), url, "{}", Map.of("Idempotency-Key", card.number()));
        // Of two things that are wrong either may be named.
        assertThat(keyed.status()).as(keyed.text()).isBetween(400, 499);
        assertSilent(keyed, method + " " + path + " Idempotency-Key");
        return bodies.size() + 1;
    }

    private void assertRefused(Http.Reply reply, String where) {
        assertThat(reply.text("/code")).as("%s: %s", where, reply.text()).isEqualTo(CODE);
        assertThat(reply.status()).as(where).isEqualTo(422);
        assertSilent(reply, where);
    }

    private void assertSilent(Http.Reply reply, String where) {
        assertThat(card.isIn(reply.text()))
                .as("%s: the answer says it again", where)
                .isFalse();
        assertThat(reply.text()).as(where).doesNotContain(CVV_NEEDLE);
        reply.raw()
                .headers()
                .map()
                .forEach((name, values) ->
                        assertThat(values).as("%s: header %s", where, name).noneMatch(card::isIn));
    }

    @Test
    @Order(1)
    void in_paths_queries_and_headers() {
        for (var service : List.of(staylog.booking(), staylog.payment(), staylog.reporting())) {
            for (var path : List.of(
                    "/v1/hotels/" + card.number(),
                    "/v1/hotels/" + hotel.id() + "?note=" + card.number(),
                    "/v1/bookings/" + card.number(),
                    "/v1/payments/" + card.number(),
                    "/v1/hotels/" + hotel.id() + "/payments?cursor=" + card.number(),
                    "/" + card.number())) {
                var reply = service.get(path);
                assertThat(reply.status()).as(path).isGreaterThanOrEqualTo(400);
                assertSilent(reply, path);
            }
            var headers = Map.of("X-Note", card.grouped(), "User-Agent", card.number(), "Prefer", card.number());
            assertSilent(service.send("GET", "/v1/hotels/" + hotel.id(), null, headers), "headers");
        }
    }

    @Test
    @Order(1)
    void in_notifications_of_the_bank() {
        var body = Map.of(
                "id", card.number(), "type", "payment.captured", "merchantReference", card.grouped(), "cvv", CVV);
        var reply =
                staylog.payment().post("/gateway/simulator/notifications", body, Map.of("Bank-Signature", "t=1,v1=00"));
        assertThat(reply.status()).isBetween(400, 499);
        assertSilent(reply, "notification");
    }

    @Test
    @Order(1)
    void in_a_token_at_the_bank_itself() {
        var body = Map.of(
                "merchantReference",
                "r",
                "amountMinor",
                1,
                "currency",
                "EUR",
                "token",
                card.number(),
                "merchant",
                hotel.id());
        var reply = staylog.bank().post("/v1/payments", body);
        assertThat(reply.status()).isEqualTo(400);
        assertSilent(reply, "bank");
    }

    @Test
    @Order(1)
    void in_options_of_the_command_line() {
        var tool = new Tool(staylog);
        var dates = List.of("--arrival=" + hotel.day(1), "--departure=" + hotel.day(2));
        Stream.of("--token", "--channel-reference").forEach(option -> {
            var arguments = new ArrayList<>(List.of(
                    "book",
                    "--hotel=" + hotel.id(),
                    "--rate-plan=FLEX",
                    "--room-type=DBL",
                    option + "=" + card.grouped()));
            arguments.addAll(dates);
            refused(tool.run(arguments.toArray(String[]::new)));
        });
        refused(tool.run(
                "room-type",
                "define",
                "--hotel=" + hotel.id(),
                "--room-type=S",
                "--name=" + card.grouped(),
                "--rooms=1"));
    }

    private void refused(Tool.Run run) {
        assertThat(run.exit()).as(run.toString()).isIn(2, 3);
        assertThat(run.err()).contains(CODE);
        assertThat(card.isIn(run.toString())).as("the tool says it again").isFalse();
    }

    /** Headers, and records that nobody can make sense of; a good request beside them shows that the reader has passed them. */
    @Test
    @Order(2)
    void in_headers_and_garbage_on_kafka() {
        var good = hotel.request(TestHotel.FLEX, 10, 11, TestHotel.GOOD);
        keep(Log.done(log.writeWithHeaders(
                Topics.BOOKING_REQUESTS,
                hotel.id(),
                log.encoded(Topics.BOOKING_REQUESTS, good),
                Map.of("ce_id", card.number(), "note", card.grouped()))));
        Books.eventually(
                () -> assertThat(hotel.show(good.getBookingId()).at("/status").asString())
                        .isEqualTo("CONFIRMED"));
    }

    @Test
    @Order(3)
    void it_is_on_no_topic() {
        var found = new TreeSet<String>();
        for (var topic : Topics.all()) {
            for (var name : List.of(topic.name(), topic.dead())) {
                var everywhere =
                        IntStream.range(0, log.partitions(name)).boxed().toList();
                log.readRaw(name, everywhere).stream()
                        .filter(record -> !ours.contains(place(record)) && holdsIt(record))
                        .forEach(record -> found.add(place(record)));
            }
        }
        assertThat(found).as("records with the card in them").isEmpty();
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "/" + record.partition() + "/" + record.offset();
    }

    private boolean holdsIt(ConsumerRecord<byte[], byte[]> record) {
        var texts = new ArrayList<String>();
        texts.add(text(record.key()));
        texts.add(text(record.value()));
        record.headers().forEach(header -> texts.add(text(header.value())));
        return texts.stream().anyMatch(text -> card.isIn(text) || text.contains(CVV_NEEDLE));
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }

    /** Logs, snapshots, the bank's ledger, the database: everything but the files of the topics that strangers write to. */
    @Test
    @Order(4)
    void it_is_in_no_file() throws IOException {
        var found = new HashSet<Path>();
        int files = 0;
        try (var all = Files.walk(staylog.settings().dataDir())) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var name = file.toString();
                boolean isWhereStrangersWrite =
                        name.contains("/booking.requests-") || name.contains("/payment.requests-");
                if (!isWhereStrangersWrite && !name.contains("/dist/")) {
                    files++;
                    if (holdsIt(file)) {
                        found.add(file);
                    }
                }
            }
        }
        System.out.println("CardDataIT: " + files + " files searched");
        assertThat(found).as("files with the card in them").isEmpty();
        assertThat(files).isGreaterThan(50);
    }

    private boolean holdsIt(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var tail = "";
            for (var bytes = in.readNBytes(1 << 20); bytes.length > 0; bytes = in.readNBytes(1 << 20)) {
                var text = tail + new String(bytes, ISO_8859_1);
                if (card.isIn(text) || text.contains(CVV_NEEDLE)) {
                    return true;
                }
                tail = text.substring(Math.max(0, text.length() - 64));
            }
            return false;
        } catch (java.nio.file.NoSuchFileException e) {
            return false; // A running system also deletes files.
        }
    }
}
