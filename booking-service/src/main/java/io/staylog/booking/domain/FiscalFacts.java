package io.staylog.booking.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a hotel may say of itself as a seller. */
final class FiscalFacts {
    private static final int SERIES_CHARS_MAX = 16;
    private static final int VAT_CHARS_MIN = 4;
    private static final int VAT_CHARS_MAX = 32;
    private static final String SERIES = "1 to 16 capital letters, digits and hyphens";
    private static final String VAT_NUMBER =
            "empty or a VAT identification number with its country's prefix, for example PT501234567";

    private FiscalFacts() {}

    /** Why it cannot be true, or null where it can. */
    static @Nullable Rejection objection(Fiscal fiscal) {
        if (hasControls(fiscal.legalName(), false)) {
            return field("legalName", fiscal.legalName(), "a text of one line");
        }
        if (hasControls(fiscal.address(), true)) {
            return field(
                    "address", fiscal.address(), "lines separated by a line feed, without other control characters");
        }
        if (!fiscal.vatNumber().isEmpty() && !isVatNumber(fiscal.vatNumber())) {
            return field("vatNumber", fiscal.vatNumber(), VAT_NUMBER);
        }
        if (!isSeries(fiscal.invoiceSeries())) {
            return field("invoiceSeries", fiscal.invoiceSeries(), SERIES);
        }
        if (!isSeries(fiscal.creditNoteSeries())) {
            return field("creditNoteSeries", fiscal.creditNoteSeries(), SERIES);
        }
        return fiscal.invoiceSeries().equals(fiscal.creditNoteSeries())
                ? field("creditNoteSeries", fiscal.creditNoteSeries(), "another one than invoiceSeries")
                : null;
    }

    private static boolean hasControls(String text, boolean linesAllowed) {
        return text.chars().anyMatch(c -> Character.isISOControl(c) && !(linesAllowed && c == '\n'));
    }

    private static boolean isSeries(String text) {
        return !text.isEmpty()
                && text.length() <= SERIES_CHARS_MAX
                && text.chars().allMatch(c -> isCapital(c) || isDigit(c) || c == '-');
    }

    /** Forms differ from country to country; what they share is the prefix. */
    private static boolean isVatNumber(String text) {
        return text.length() >= VAT_CHARS_MIN
                && text.length() <= VAT_CHARS_MAX
                && isCapital(text.charAt(0))
                && isCapital(text.charAt(1))
                && text.chars().allMatch(c -> isCapital(c) || isDigit(c) || " -.+*".indexOf(c) >= 0);
    }

    private static boolean isCapital(int c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static Rejection field(String field, String actual, String expected) {
        return new Rejection(
                Reason.FIELD_INVALID,
                field + " must be " + expected,
                Map.of("field", field, "actual", actual, "expected", expected));
    }
}
