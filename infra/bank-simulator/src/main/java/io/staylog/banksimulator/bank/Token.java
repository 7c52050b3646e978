package io.staylog.banksimulator.bank;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A stand-in for a card, which also says how the bank treats it. This is the only place that knows token names: a new
 * one is a line here and, if it does something new, a {@link Fault}.
 *
 * <p>Grammar: {@code tok_ok…}, {@code tok_auth_expires_<hours>}, {@code tok_<fault>} for a fault at the authorisation
 * and {@code tok_<operation>_<fault>} for one at a later operation.
 *
 * @param validity how long an authorisation lasts
 */
public record Token(String text, Operation faultAt, Fault fault, Duration validity) {
    /** What Visa, Mastercard and American Express grant a payment that the customer started. */
    static final Duration USUAL_VALIDITY = Duration.ofDays(7);

    private static final int HOURS_MAX = 24 * 365;
    private static final int SLOW_MS_MAX = 600_000;
    private static final int CALLS_MAX = 1_000;

    private static final Pattern LATER = Pattern.compile("tok_(capture|void|refund)_(.+)");
    private static final Pattern NUMBERED = Pattern.compile("(.+)_([0-9]{1,9})");
    private static final Fault NONE = new Fault.None();

    private static final Map<String, String> DECLINES = Map.of(
            "decline_generic", "generic_decline",
            "decline_insufficient", "insufficient_funds",
            "decline_expired", "expired_card",
            "decline_lost", "lost_card",
            "cvc", "incorrect_cvc");

    /** The token of this name, or nothing if the bank knows none. */
    public static Optional<Token> of(String text) {
        if (text.startsWith("tok_ok")) {
            return Optional.of(new Token(text, Operation.AUTHORIZE, NONE, USUAL_VALIDITY));
        }
        var later = LATER.matcher(text);
        if (later.matches()) {
            var operation = Operation.of(later.group(1)).orElseThrow();
            return fault(operation, later.group(2)).map(it -> new Token(text, operation, it, USUAL_VALIDITY));
        }
        if (!text.startsWith("tok_")) {
            return Optional.empty();
        }
        var name = text.substring("tok_".length());
        return number(name, "auth_expires", HOURS_MAX)
                .map(hours -> new Token(text, Operation.AUTHORIZE, NONE, Duration.ofHours(hours)))
                .or(() -> fault(Operation.AUTHORIZE, name)
                        .map(it -> new Token(text, Operation.AUTHORIZE, it, USUAL_VALIDITY)));
    }

    /** What goes wrong at this operation. */
    Fault faultOn(Operation operation) {
        return operation == faultAt ? fault : NONE;
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

    private static Optional<Fault> fault(Operation operation, String name) {
        var decline = DECLINES.get(name);
        if (decline != null) {
            return Optional.of(new Fault.Decline(decline));
        }
        return switch (name) {
            case "fails" -> failed(operation);
            case "timeout_then_approved" -> Optional.of(new Fault.AnswerLost());
            case "timeout_then_declined" -> Optional.of(new Fault.DeclineLost("generic_decline"));
            case "timeout_never_executed" -> Optional.of(new Fault.CallLost(Integer.MAX_VALUE));
            case "unknown_forever" -> Optional.of(new Fault.Unknowable());
            default -> numbered(name);
        };
    }

    private static Optional<Fault> failed(Operation operation) {
        // A card that just "fails" at the authorisation is one of the declines above.
        return operation == Operation.AUTHORIZE
                ? Optional.empty()
                : Optional.of(new Fault.Decline(operation.code() + "_failed"));
    }

    private static Optional<Fault> numbered(String name) {
        return number(name, "slow", SLOW_MS_MAX)
                .<Fault>map(it -> new Fault.Slow(Duration.ofMillis(it)))
                .or(() -> number(name, "5xx", CALLS_MAX).map(Fault.Unavailable::new))
                .or(() -> number(name, "timeout_never_executed", CALLS_MAX).map(Fault.CallLost::new));
    }

    private static Optional<Integer> number(String name, String prefix, int max) {
        var parts = NUMBERED.matcher(name);
        return Optional.of(parts)
                .filter(it -> it.matches() && it.group(1).equals(prefix))
                .map(it -> Integer.parseInt(it.group(2)))
                .filter(it -> it <= max);
    }
}
