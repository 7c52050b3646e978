package io.staylog.banksimulator.http;

import io.staylog.banksimulator.bank.LedgerEntry;
import io.staylog.banksimulator.bank.Settlement;
import io.staylog.banksimulator.ledger.DurableBank;
import io.staylog.banksimulator.ledger.LedgerLines;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The ledger and what is settled by it, as files. */
final class Books {
    private static final String SETTLEMENT_HEADER =
            "settlementDate,merchant,merchantReference,pspReference,kind,amountMinor,feeMinor,currency";

    private static final Pattern BYTE = Pattern.compile("[0-9]{1,15}");

    private final DurableBank bank;
    private final LedgerLines lines;

    Books(DurableBank bank, LedgerLines lines) {
        this.bank = bank;
        this.lines = lines;
    }

    Answer ledger(Request request) {
        if (request.accepts("text/csv")) {
            return csv(lines.csvHeader(), entry -> Optional.of(lines.csv(entry)));
        }
        long from = request.query("fromByte")
                .map(text -> {
                    if (!BYTE.matcher(text).matches()) {
                        throw BadCallException.field("fromByte", "Must be how many bytes you have read already.");
                    }
                    return Long.parseLong(text);
                })
                .orElse(0L);
        return new Answer.Stream("application/x-ndjson", out -> bank.copyLedgerTo(out, from));
    }

    /** What has happened on this day until now. */
    Answer settlement(String date) {
        var settlement = new Settlement(day(date));
        return csv(SETTLEMENT_HEADER, entry -> settlement.line(entry).map(Books::line));
    }

    private static LocalDate day(String date) {
        try {
            return LocalDate.parse(date);
        } catch (DateTimeException _) {
            throw BadCallException.field("date", "Must be a date such as 2026-07-01.");
        }
    }

    // References hold nothing that CSV would have to quote.
    private static String line(Settlement.Line line) {
        var subject = line.subject();
        return String.join(
                ",",
                line.date().toString(),
                subject.merchant(),
                subject.merchantReference(),
                String.valueOf(subject.pspReference()),
                line.kind().code(),
                Long.toString(line.amountMinor()),
                Long.toString(line.feeMinor()),
                subject.currency());
    }

    private Answer csv(String header, Function<LedgerEntry, Optional<String>> row) {
        return new Answer.Stream("text/csv; charset=utf-8", out -> write(out, header, row));
    }

    private void write(OutputStream out, String header, Function<LedgerEntry, Optional<String>> row)
            throws IOException {
        var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writeLine(writer, header);
        try {
            bank.forEachEntry(entry -> row.apply(entry).ifPresent(it -> writeLine(writer, it)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer.flush();
    }

    private static void writeLine(BufferedWriter writer, String line) {
        try {
            writer.write(line);
            writer.write("\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
