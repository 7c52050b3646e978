package io.staylog.sagas.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.banksimulator.bank.LedgerEntry;
import io.staylog.checker.rules.Body;
import io.staylog.checker.rules.Books;
import io.staylog.checker.rules.Entry;
import io.staylog.checker.rules.Envelope;
import io.staylog.checker.rules.Invariant;
import io.staylog.checker.rules.LedgerLine;
import io.staylog.checker.rules.Place;
import io.staylog.checker.rules.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Has the log and the bank's ledger judged by the checker, which knows nothing of the services' rules. */
final class Judge {
    private static final String ID = "ce_id";
    private static final int HEAD_BYTES = 5;
    private static final Map<Schema, GenericDatumReader<GenericRecord>> READERS = new ConcurrentHashMap<>();

    private Judge() {}

    static void judge(Simulation simulation, Reader reader) {
        var books = new Books();
        var records = reader.records();
        for (int place = 0; place < records.size(); place++) {
            books.see(entry(records.get(place), reader.event(place).getSchema()));
        }
        var lines = simulation.bank().ledger().stream()
                .map(Judge::line)
                .filter(Objects::nonNull)
                .toList();
        var verdict = books.judge(lines, Long.MAX_VALUE, true);
        if (!verdict.isGood()) {
            throw new BrokenRule("the checker finds nothing", findings(verdict));
        }
    }

    private static String findings(Verdict verdict) {
        return Arrays.stream(Invariant.values())
                .filter(it -> verdict.findings().count(it) > 0)
                .map(it -> it + " " + verdict.findings().earliest(it).getFirst())
                .collect(Collectors.joining("\n"));
    }

    private static Entry entry(ConsumerRecord<byte[], byte[]> record, Schema schema) {
        var place = new Place(record.topic(), record.partition(), record.offset());
        var id = record.headers().lastHeader(ID);
        return new Entry(
                place,
                record.timestamp(),
                schema.getName(),
                new Plain(decoded(record.value(), schema)),
                new Envelope(id == null ? "" : new String(id.value(), UTF_8), true));
    }

    @SuppressWarnings("NullAway") // Avro takes null for "nothing to use again".
    private static GenericRecord decoded(byte[] value, Schema schema) {
        try {
            var decoder = DecoderFactory.get().binaryDecoder(value, HEAD_BYTES, value.length - HEAD_BYTES, null);
            return READERS.computeIfAbsent(schema, it -> new GenericDatumReader<>(it))
                    .read(null, decoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Plain(GenericRecord record) implements Body {
        @Override
        public @Nullable Object value(String field) {
            return record.hasField(field) ? plain(record.get(field)) : null;
        }

        private static @Nullable Object plain(@Nullable Object value) {
            return switch (value) {
                case null -> null;
                case GenericRecord nested -> new Plain(nested);
                case List<?> list -> list.stream().map(Plain::plain).toList();
                case Number number -> number;
                case Boolean flag -> flag;
                default -> value.toString();
            };
        }
    }

    private static @Nullable LedgerLine line(LedgerEntry entry) {
        return switch (entry) {
            case LedgerEntry.Called it ->
                line(
                        it,
                        "call",
                        it.outcome().result().code(),
                        it.outcome().answered(),
                        HexFormat.of().toHexDigits(it.fingerprint()),
                        it.attempt());
            case LedgerEntry.Moved it -> line(it, "effect", it.effect().code(), true, "", 1);
            default -> null;
        };
    }

    private static LedgerLine line(
            LedgerEntry entry, String kind, String result, boolean isAnswered, String fingerprint, long attempt) {
        var subject = entry.subject();
        return new LedgerLine(
                entry.seq(),
                entry.time().toEpochMilli(),
                kind,
                subject.operation().code(),
                subject.key(),
                subject.merchantReference(),
                Objects.requireNonNullElse(subject.pspReference(), ""),
                entry.amountMinor(),
                subject.currency(),
                subject.merchant(),
                result,
                isAnswered,
                fingerprint,
                attempt);
    }
}
