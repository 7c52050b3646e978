package io.staylog.booking.domain;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which reason an invoice gives for a line without tax. Stays are taxed where the house stands (Directive 2006/112/EC, Article
 * 47), whoever buys them, so nothing is under reverse charge unless the hotel says so of a kind.
 */
final class TaxReasons {
    /** Fees contain no tax by a rule of this program, so it knows why; a hotel may say it in words of its own. */
    static final String FEE = "Outside the scope of VAT: compensation, not the price of a supply";

    private static final int COUNTRY_CHARS = 2;
    private static final Set<String> MEMBER_STATES = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE", "IT", "LT", "LU",
            "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI");

    private TaxReasons() {}

    /** Lines with their reasons; without one where the hotel has said none. */
    static List<InvoiceLine> explain(List<InvoiceLine> lines, Fiscal fiscal, String buyerVatCountry) {
        boolean isAbroad = isAbroad(fiscal, buyerVatCountry);
        return lines.stream()
                .map(line -> isTaxFree(line) ? explain(line, fiscal, isAbroad) : line)
                .toList();
    }

    private static InvoiceLine explain(InvoiceLine line, Fiscal fiscal, boolean isAbroad) {
        var reason = reason(TaxReason.Scope.of(line.unit()), fiscal, isAbroad);
        return reason == null ? line : line.because(reason);
    }

    /** Why these lines cannot be invoiced, or null where each that needs a reason has one. */
    static @Nullable Rejection objection(Hotel hotel, Fiscal fiscal, List<InvoiceLine> lines) {
        for (var line : lines) {
            if (isTaxFree(line) && line.taxReason().isEmpty()) {
                var scope = TaxReason.Scope.of(line.unit());
                return new Rejection(
                        Reason.TAX_REASON_MISSING,
                        missing(hotel.id(), fiscal, scope),
                        Map.of(
                                "field",
                                "taxReasons",
                                "scope",
                                scope.name(),
                                "line",
                                line.unit().description()));
            }
        }
        return null;
    }

    private static String missing(String hotelId, Fiscal fiscal, TaxReason.Scope scope) {
        return find(fiscal, scope, true) == null && find(fiscal, TaxReason.Scope.ANY, true) == null
                ? "hotel " + hotelId + " takes no tax on " + scope
                        + " and has not said why, which the invoice must say; register it again with taxReasons for "
                        + scope
                : "hotel " + hotelId + " says reverse charge of " + scope
                        + ", which needs a buyer with a VAT number of another member state than its own; name the buyer's,"
                        + " or register the hotel again with taxReasons for " + scope + " that count for every buyer";
    }

    private static boolean isTaxFree(InvoiceLine line) {
        return line.unit().taxRateBps() == 0 && line.grossMinor() != 0;
    }

    private static @Nullable TaxReason reason(TaxReason.Scope scope, Fiscal fiscal, boolean isAbroad) {
        var own = first(fiscal, scope, isAbroad);
        if (own != null) {
            return own;
        }
        if (scope.isFee()) {
            return new TaxReason(scope, FEE, false);
        }
        return first(fiscal, TaxReason.Scope.ANY, isAbroad);
    }

    private static @Nullable TaxReason first(Fiscal fiscal, TaxReason.Scope scope, boolean isAbroad) {
        var reverse = isAbroad ? find(fiscal, scope, true) : null;
        return reverse == null ? find(fiscal, scope, false) : reverse;
    }

    private static @Nullable TaxReason find(Fiscal fiscal, TaxReason.Scope scope, boolean reverseCharge) {
        for (var reason : fiscal.taxReasons()) {
            if (reason.scope() == scope && reason.reverseCharge() == reverseCharge) {
                return reason;
            }
        }
        return null;
    }

    private static boolean isAbroad(Fiscal fiscal, String buyerVatCountry) {
        return MEMBER_STATES.contains(buyerVatCountry)
                && fiscal.vatNumber().length() > COUNTRY_CHARS
                && !fiscal.vatNumber().startsWith(buyerVatCountry);
    }
}
