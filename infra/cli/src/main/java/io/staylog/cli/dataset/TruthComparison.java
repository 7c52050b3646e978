package io.staylog.cli.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.staylog.cli.client.HttpApi;
import io.staylog.cli.client.Settings;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compares what reporting-service and the bank say with what the data set gives when reckoned by hand. */
final class TruthComparison {
    private static final String REPORTS = "/v1/reports/";

    private final Path truth;
    private final Settings settings;
    private final HttpApi api;
    private final Comparison comparison = new Comparison();
    private JsonNode asOf = Json.object();

    private TruthComparison(Path truth, Settings settings, HttpApi api) {
        this.truth = truth;
        this.settings = settings;
        this.api = api;
    }

    /**
     * What came of it.
     *
     * @param comparison the figures
     * @param asOf on which offsets of the log the reports stood
     */
    record Result(Comparison comparison, JsonNode asOf) {}

    /** Compares everything once. */
    static Result run(Path truth, Settings settings, HttpApi api) {
        var run = new TruthComparison(truth, settings, api);
        TruthTable.all().forEach(run::table);
        run.totals();
        run.cash();
        run.bank();
        return new Result(run.comparison, run.asOf);
    }

    private void table(TruthTable table) {
        for (var hotel : DatasetHotel.values()) {
            var expected = truthRows(table, hotel);
            var actual = reportRows(table, hotel);
            var keys = new TreeSet<>(expected.keySet());
            keys.addAll(actual.keySet());
            for (var key : keys) {
                if (!isOutside(table, expected, key)) {
                    row(table, hotel.label() + " " + key, expected.get(key), actual.get(key));
                }
            }
        }
    }

    /** Rooms are available in months without sales too, of which the truth says nothing. */
    private static boolean isOutside(TruthTable table, Map<String, NamedCsvRecord> expected, String key) {
        return table.report().equals("kpi") && !expected.containsKey(key);
    }

    private void row(TruthTable table, String what, @Nullable NamedCsvRecord expected, @Nullable JsonNode actual) {
        for (var column : table.columns()) {
            comparison.check(
                    table.report() + " " + what + " " + column.truth(),
                    expected == null ? null : new BigDecimal(expected.getField(column.truth())),
                    actual == null ? null : figure(actual, column.report()));
        }
    }

    private Map<String, NamedCsvRecord> truthRows(TruthTable table, DatasetHotel hotel) {
        var rows = new LinkedHashMap<String, NamedCsvRecord>();
        var file = truth.resolve(table.file());
        try (var csv = CsvReader.builder().ofNamedCsvRecord(DatasetFile.open(file))) {
            for (var line : csv) {
                if (line.getField("hotel").equals(hotel.label())) {
                    rows.put(line.getField(table.truthKey()), line);
                }
            }
        } catch (IOException | CsvParseException e) {
            throw Failure.usage("cannot read " + file + ": " + e.getMessage());
        }
        return rows;
    }

    private Map<String, JsonNode> reportRows(TruthTable table, DatasetHotel hotel) {
        var rows = new LinkedHashMap<String, JsonNode>();
        report(table.report(), hotel, table.parameters().getOrDefault(hotel, Map.of()))
                .forEach(row -> rows.put(row.path(table.reportKey()).asString(), row));
        return rows;
    }

    private JsonNode report(String name, DatasetHotel hotel, Map<String, String> parameters) {
        var query = new LinkedHashMap<>(parameters);
        query.put("hotel", hotel.hotelId());
        var answer = api.tree(settings.reporting(), REPORTS + name, query);
        asOf = answer.path("asOf");
        return answer.path("rows");
    }

    private void totals() {
        var expected = json("truth_totals.json");
        for (var hotel : DatasetHotel.values()) {
            var truth = expected.path(hotel.label());
            var actual = report("totals", hotel, Map.of()).path(0);
            var what = "totals " + hotel.label() + " ";
            check(what, "bookings", truth, "bookings", actual);
            check(what, "check_out", truth, "checkedOut", actual);
            check(what, "canceled", truth, "cancelled", actual);
            check(what, "no_show", truth, "noShow", actual);
            check(what, "room_nights_sold", truth, "roomNightsSold", actual);
            check(what, "room_nights_booked", truth, "roomNightsBooked", actual);
            check(what, "revenue_minor", truth, "revenueMinor", actual);
            check(what, "lost_value_minor", truth, "lostGrossMinor", actual);
        }
    }

    private void cash() {
        var expected = json("truth_cash_policyP1.json");
        for (var hotel : DatasetHotel.values()) {
            var truth = expected.path(hotel.label());
            var rows = report("cash", hotel, Map.of());
            var what = "cash " + hotel.label() + " ";
            captures(what, "checkout", truth, rows, "STAY_BALANCE");
            captures(what, "noshow_fee", truth, rows, "NO_SHOW_FEE");
            captures(what, "prepay", truth, rows, "PREPAYMENT");
            captures(what, "deposit", truth, rows, "DEPOSIT");
            comparison.check(what + "refunds", number(truth, "refunds"), sum(rows, "refunds"));
            comparison.check(what + "refunded", number(truth, "refunded"), sum(rows, "refundedMinor"));
            comparison.check(what + "net_cash", number(truth, "net_cash"), sum(rows, "netMinor"));
        }
    }

    private void captures(String what, String truthName, JsonNode truth, JsonNode rows, String purpose) {
        var row = rows.valueStream()
                .filter(candidate -> candidate.path("purpose").asString().equals(purpose))
                .findFirst()
                .orElse(Json.object());
        check(what, truthName + "_captures", truth, "captures", row);
        check(what, truthName + "_captured", truth, "capturedMinor", row);
    }

    /** The bank's own ledger against payment-service's books and against the truth. */
    private void bank() {
        var ledger = api.tree(settings.bank(), "/v1/ledger/totals", Map.of("by", "merchant"))
                .path("totals");
        var truth = json("truth_cash_policyP1.json");
        for (var hotel : DatasetHotel.values()) {
            var rows = report("cash", hotel, Map.of());
            var bank = ledger.valueStream()
                    .filter(row -> row.path("merchant").asString().equals(hotel.hotelId()))
                    .findFirst()
                    .orElse(Json.object());
            var what = "bank " + hotel.label() + " ";
            long captured = bank.at("/captured/minor").asLong();
            long refunded = bank.at("/refunded/minor").asLong();
            comparison.check(what + "captured (books)", sum(rows, "capturedMinor"), captured);
            comparison.check(
                    what + "captures (books)",
                    sum(rows, "captures"),
                    bank.at("/captured/count").asLong());
            comparison.check(what + "refunded (books)", sum(rows, "refundedMinor"), refunded);
            comparison.check(
                    what + "refunds (books)",
                    sum(rows, "refunds"),
                    bank.at("/refunded/count").asLong());
            comparison.check(what + "net cash", number(truth.path(hotel.label()), "net_cash"), captured - refunded);
        }
    }

    private void check(String what, String truthName, JsonNode truth, String reportName, JsonNode actual) {
        comparison.check(what + truthName, figure(truth, truthName), figure(actual, reportName));
    }

    private static long number(JsonNode object, String name) {
        return object.path(name).asLong();
    }

    private static long sum(JsonNode rows, String field) {
        return rows.valueStream().mapToLong(row -> row.path(field).asLong()).sum();
    }

    private static @Nullable BigDecimal figure(JsonNode object, String name) {
        var value = object.path(name);
        return value.isNumber() ? value.decimalValue() : null;
    }

    private JsonNode json(String name) {
        var file = truth.resolve(name);
        try {
            return Json.parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw Failure.usage("cannot read " + file + ": " + e.getMessage());
        }
    }
}
