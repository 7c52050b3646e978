package io.staylog.booking.domain;

import io.staylog.booking.domain.TaxReason.Scope;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a hotel may say of itself as a seller. */
final class FiscalFacts {
    private static final int SERIES_CHARS_MAX = 16;
    private static final int VAT_CHARS_MIN = 4;
    private static final int VAT_CHARS_MAX = 32;
    private static final int TAX_REASONS_MAX = 20;
    private static final int TAX_REASON_CHARS_MAX = 200;
    private static final List<Scope> SCOPES = Arrays.stream(Scope.values())
            .filter(scope -> scope != Scope.UNKNOWN)
            .toList();
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
                : taxReasons(fiscal);
    }

    private static @Nullable Rejection taxReasons(Fiscal fiscal) {
        if (fiscal.taxReasons().size() > TAX_REASONS_MAX) {
            return field("taxReasons", fiscal.taxReasons().size() + " reasons", "at most " + TAX_REASONS_MAX);
        }
        var said = new HashSet<TaxReason>();
        for (var reason : fiscal.taxReasons()) {
            var text = reason.text();
            if (reason.scope() == Scope.UNKNOWN) {
                return field("taxReasons.scope", "UNKNOWN", "one of " + SCOPES);
            }
            if (text.isBlank() || text.length() > TAX_REASON_CHARS_MAX || hasControls(text, false)) {
                return field("taxReasons.reason", text, "1 to " + TAX_REASON_CHARS_MAX + " characters on one line");
            }
            if (!said.add(new TaxReason(reason.scope(), "", reason.reverseCharge()))) {
                return field(
                        "taxReasons.scope",
                        reason.scope().name(),
                        "said once for all buyers, and once for reverse charge");
            }
            if (reason.reverseCharge() && fiscal.vatNumber().isEmpty()) {
                return field(
                        "vatNumber",
                        "",
                        "the hotel's VAT identification number, because reverse charge counts for"
                                + " buyers of other member states");
            }
        }
        return null;
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
