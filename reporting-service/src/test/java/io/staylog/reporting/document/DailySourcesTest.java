package io.staylog.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.reporting.report.daily.DailyReport;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each figure of the report is in its document: every number is another one, so none can stand in for another. */
class DailySourcesTest {
    // Told by another figure, or by the other windows of the same ledger.
    private static final Set<String> LEFT_OUT = Set.of(
            "DailyReport.Outlook.days",
            "DailyReport.Outlook.roomsAvailable",
            "DailyReport.Outlook.pickup1Minor",
            "DailyReport.Outlook.pickup7Minor",
            "DailyReport.Outlook.lastYearRevenueMinor",
            "DailyReport.Outlook.revenueVarPct",
            "DailyReport.OverbookedNight.rooms",
            "DailyReport.OverbookedNight.available");
    private static final Set<String> COLUMNS = Set.of("today", "mtd", "mtdLastYear", "ytd", "ytdLastYear");

    private final Map<String, Long> numbers = new LinkedHashMap<>();
    private long next = 100_001;

    @Test
    void each_figure_of_the_report_is_in_its_document() throws ReflectiveOperationException {
        var report = (DailyReport) filled(DailyReport.class, "");
        var source = DailySources.of(report, Samples.heading().hotel(), null);
        var csv = new String(
                new Documents(Fonts.NONE).render(source, DocumentFormat.CSV).bytes(), StandardCharsets.UTF_8);
        var missing = numbers.entrySet().stream()
                .filter(number -> !LEFT_OUT.contains(number.getKey()))
                .filter(number -> !csv.contains("," + number.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(missing).isEmpty();
        assertThat(numbers).hasSizeGreaterThan(200);
    }

    @Test
    void it_fits_one_page() throws ReflectiveOperationException {
        var report = (DailyReport) filled(DailyReport.class, "");
        var source = DailySources.of(report, Samples.heading().hotel(), null);
        var document = new Documents(Fonts.NONE).render(source, DocumentFormat.PDF);
        Pdf.keep("daily-of-figures", document);
        assertThat(document.pages()).isEqualTo(1);
    }

    private Object filled(Class<?> type, String path) throws ReflectiveOperationException {
        var components = type.getRecordComponents();
        var values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(components[i], components[i].getGenericType(), name(type, path), type);
        }
        Constructor<?> constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        return constructor.newInstance(values);
    }

    /** Of a figure's columns the name of the figure, of others the name of the record. */
    private static String name(Class<?> type, String path) {
        return type.getEnclosingClass() == null && !path.isEmpty()
                ? path
                : (type.getEnclosingClass() == null
                                ? ""
                                : type.getEnclosingClass().getSimpleName() + ".")
                        + type.getSimpleName();
    }

    private Object value(RecordComponent component, Type type, String owner, Class<?> record)
            throws ReflectiveOperationException {
        var name = owner + "." + component.getName();
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return List.of(value(component, list.getActualTypeArguments()[0], owner, record));
        }
        var plain = type instanceof ParameterizedType raw ? (Class<?>) raw.getRawType() : (Class<?>) type;
        if (plain.isRecord()) {
            return filled(plain, name);
        }
        if (plain == long.class || plain == Long.class || plain == BigDecimal.class) {
            boolean isColumn = record.getSimpleName().equals("Figure")
                    || record.getSimpleName().equals("Rate");
            long number = next++;
            if (!isColumn || columns(owner).contains(component.getName())) {
                numbers.put(name, number);
            }
            return plain == BigDecimal.class ? (Object) BigDecimal.valueOf(number) : (Object) number;
        }
        return other(component, plain);
    }

    /** What a night of a share brought last year follows from its nights and revenue. */
    private static Set<String> columns(String owner) {
        return owner.equals("DailyReport.Share.adrMinor") ? Set.of("today", "mtd", "ytd") : COLUMNS;
    }

    private static Object other(RecordComponent component, Class<?> type) {
        if (type == Map.class) {
            return Map.of("booking.events", Map.of(0, 1L));
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == int.class) {
            return 7;
        }
        if (type == String.class) {
            return switch (component.getName()) {
                case "window" -> "TODAY";
                case "currency" -> "EUR";
                case "timeZone" -> "Europe/Lisbon";
                default -> component.getName();
            };
        }
        return Map.<Class<?>, Object>of(
                        LocalDate.class, Samples.AUGUST_15,
                        Instant.class, Samples.DATA_AT,
                        DayOfWeek.class, DayOfWeek.MONDAY,
                        UUID.class, Samples.id("any"))
                .get(type);
    }
}
