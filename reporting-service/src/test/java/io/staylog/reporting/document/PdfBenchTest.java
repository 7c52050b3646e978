package io.staylog.reporting.document;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Prints how many documents a core makes in a second, in CPU time: {@code -Dbench=true}. */
@EnabledIfSystemProperty(named = "bench", matches = "true", disabledReason = "prints figures with -Dbench=true")
class PdfBenchTest {
    private static final int WARM_UP = 60;
    private static final int ROUNDS = 100;

    private record Case(String name, DocumentSource source, DocumentFormat format) {}

    @Test
    void documents_a_second_and_core() {
        var threads = ManagementFactory.getThreadMXBean();
        long first = threads.getCurrentThreadCpuTime();
        var documents = new Documents(Fonts.NONE);
        documents.render(Samples.daily(), DocumentFormat.PDF);
        print("first document", threads.getCurrentThreadCpuTime() - first, 1, 0);
        for (var each : List.of(
                new Case("daily report, PDF", Samples.daily(), DocumentFormat.PDF),
                new Case("arrivals, 50 rows, PDF", Samples.arrivals(50), DocumentFormat.PDF),
                new Case("pickup, 90 nights, PDF", Samples.pickup(90), DocumentFormat.PDF),
                new Case(
                        "invoice, 7 lines, PDF",
                        Samples.invoice(7, InvoiceSource.Form.DETAILED, false),
                        DocumentFormat.PDF),
                new Case("daily report, XLSX", Samples.daily(), DocumentFormat.XLSX),
                new Case("arrivals, 5000 rows, XLSX", Samples.arrivals(5000), DocumentFormat.XLSX),
                new Case("arrivals, 5000 rows, CSV", Samples.arrivals(5000), DocumentFormat.CSV),
                new Case("arrivals, 5000 rows, JSONL", Samples.arrivals(5000), DocumentFormat.JSONL))) {
            int bytes = 0;
            for (int i = 0; i < WARM_UP; i++) {
                bytes = documents.render(each.source(), each.format()).bytes().length;
            }
            long from = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < ROUNDS; i++) {
                documents.render(each.source(), each.format());
            }
            print(each.name(), threads.getCurrentThreadCpuTime() - from, ROUNDS, bytes);
        }
    }

    private static void print(String name, long nanos, int documents, int bytes) {
        System.out.printf(
                Locale.ROOT,
                "%-28s %8.1f ms CPU each, %7.1f a second and core, %d bytes%n",
                name,
                nanos / 1e6 / documents,
                documents / (nanos / 1e9),
                bytes);
    }
}
