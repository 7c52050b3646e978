package io.staylog.banksimulator.bank;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A stand-in for a card, which also says how the bank treats it. What the parts of its name mean is in
 * {@link FaultNames}.
 *
 * <p>Grammar: {@code tok_ok…}, {@code tok_auth_expires_<hours>}, {@code tok_<fault>} for a fault at the authorisation
 * and {@code tok_<operation>_<fault>} for one at a later operation.
 *
 * @param validity how long an authorisation lasts
 * @param posting how the merchant is told what happens to this payment
 * @param held how long a notice that comes out of order waits at most
 */
public record Token(
        String text, Operation faultAt, Fault fault, Duration validity, Notice.Posting posting, Duration held) {
    /** What Visa, Mastercard and American Express grant a payment that the customer started. */
    static final Duration USUAL_VALIDITY = Duration.ofDays(7);

    private static final Duration USUAL_HOLD = Duration.ofMinutes(1);
    private static final int HOURS_MAX = 24 * 365;
    private static final Pattern LATER = Pattern.compile("tok_(capture|void|refund|adjust)_(.+)");
    private static final Fault NONE = new Fault.None();

    /** The token of this name, or nothing if the bank knows none. */
    public static Optional<Token> of(String text) {
        if (text.startsWith("tok_ok")) {
            return Optional.of(at(Operation.AUTHORIZE, text, NONE));
        }
        var later = LATER.matcher(text);
        if (later.matches()) {
            var operation = Operation.of(later.group(1)).orElseThrow();
            return FaultNames.of(operation, later.group(2)).map(it -> at(operation, text, it));
        }
        if (!text.startsWith("tok_")) {
            return Optional.empty();
        }
        var name = text.substring("tok_".length());
        return expiring(text, name)
                .or(() -> posted(text, name))
                .or(() -> FaultNames.dispute(name).map(it -> at(Operation.CAPTURE, text, it)))
                .or(() -> FaultNames.of(Operation.AUTHORIZE, name).map(it -> at(Operation.AUTHORIZE, text, it)));
    }

    private static Token at(Operation operation, String text, Fault fault) {
        return new Token(text, operation, fault, USUAL_VALIDITY, Notice.Posting.USUAL, Duration.ZERO);
    }

    private static Optional<Token> expiring(String text, String name) {
        return FaultNames.number(name, "auth_expires", HOURS_MAX)
                .map(Duration::ofHours)
                .or(() -> FaultNames.millis(name, "auth_expires_ms"))
                .map(it -> new Token(text, Operation.AUTHORIZE, NONE, it, Notice.Posting.USUAL, Duration.ZERO));
    }

    private static Optional<Token> posted(String text, String name) {
        return switch (name) {
            case "dup_webhook" -> Optional.of(posted(text, Notice.Posting.THRICE, Duration.ZERO));
            case "webhook_first" -> Optional.of(posted(text, Notice.Posting.FIRST, Duration.ZERO));
            default ->
                FaultNames.millisOr(USUAL_HOLD, name, "webhook_out_of_order")
                        .map(it -> posted(text, Notice.Posting.OUT_OF_ORDER, it));
        };
    }

    private static Token posted(String text, Notice.Posting posting, Duration held) {
        return new Token(text, Operation.AUTHORIZE, NONE, USUAL_VALIDITY, posting, held);
    }

    /** What goes wrong at this operation. */
    Fault faultOn(Operation operation) {
        return operation == faultAt ? fault : NONE;
    }

    /** What goes wrong with this token; a ledger may hold one that this version has forgotten, which does nothing. */
    static Fault fault(String token, Operation operation) {
        return of(token).map(it -> it.faultOn(operation)).orElse(NONE);
    }

    /** The scheme of the card: a name that mentions another one is that one. */
    public static String brand(String token) {
        return token.contains("mastercard") ? "mastercard" : token.contains("amex") ? "amex" : "visa";
    }

    /** The last digits of the card, those of the well-known test cards. */
    public static String last4(String token) {
        return switch (brand(token)) {
            case "mastercard" -> "4444";
            case "amex" -> "8431";
            default -> "4242";
        };
    }
}
