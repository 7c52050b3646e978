package io.staylog.banksimulator.bank;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the names of faults in tokens mean: a new one is a line here and, if it does something new, a {@link Fault}. */
final class FaultNames {
    private static final int MS_MAX = 600_000;
    private static final int CALLS_MAX = 1_000;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration UNTIL_DISPUTED = Duration.ofMillis(500);
    private static final Duration ACTION_VALIDITY = Duration.ofMinutes(15);

    private static final Pattern NUMBERED = Pattern.compile("(.+)_([0-9]{1,9})");
    private static final Pattern DISPUTE = Pattern.compile("dispute_(won|lost)(_[0-9]+)?");

    private static final Map<String, String> SHORT_DECLINES = Map.ofEntries(
            entry("decline_generic", "generic_decline"),
            entry("decline_insufficient", "insufficient_funds"),
            entry("decline_expired", "expired_card"),
            entry("decline_lost", "lost_card"),
            entry("cvc", "incorrect_cvc"));

    /** Whatever an issuer or a scheme may say, in the words of the field. */
    static final Set<String> DECLINE_CODES = Set.of(
            "insufficient_funds",
            "generic_decline",
            "do_not_honor",
            "issuer_unavailable",
            "processing_error",
            "try_again_later",
            "card_velocity_exceeded",
            "authentication_required",
            "expired_card",
            "incorrect_cvc",
            "incorrect_number",
            "card_not_supported",
            "currency_not_supported",
            "transaction_not_allowed",
            "lost_card",
            "stolen_card",
            "fraudulent");

    private FaultNames() {}

    /** The fault of this name at an operation, if there is one. */
    static Optional<Fault> of(Operation operation, String name) {
        return declineCode(name)
                .<Fault>map(Fault.Decline::new)
                .or(() -> plain(operation, name))
                .or(() -> numbered(name))
                .or(() -> declineFirst(name))
                .or(() -> later(operation, name));
    }

    private static Optional<String> declineCode(String name) {
        var code = SHORT_DECLINES.get(name);
        if (code != null) {
            return Optional.of(code);
        }
        return Optional.of(name)
                .filter(it -> it.startsWith("decline_"))
                .map(it -> it.substring("decline_".length()))
                .filter(DECLINE_CODES::contains);
    }

    private static Optional<Fault> plain(Operation operation, String name) {
        return switch (name) {
            // A card that just "fails" at the authorisation is one of the declines above.
            case "fails" ->
                Optional.of(operation)
                        .filter(it -> it != Operation.AUTHORIZE)
                        .map(it -> new Fault.Decline(it.code() + "_failed"));
            case "timeout_then_approved" -> Optional.of(new Fault.AnswerLost());
            case "timeout_then_declined" -> Optional.of(new Fault.DeclineLost("generic_decline"));
            case "timeout_never_executed" -> Optional.of(new Fault.CallLost(Integer.MAX_VALUE));
            case "unknown_forever" -> Optional.of(new Fault.Unknowable());
            default -> Optional.empty();
        };
    }

    private static Optional<Fault> numbered(String name) {
        return number(name, "slow", MS_MAX)
                .<Fault>map(it -> new Fault.Slow(Duration.ofMillis(it)))
                .or(() -> number(name, "5xx", CALLS_MAX).map(Fault.Unavailable::new))
                .or(() -> number(name, "timeout_never_executed", CALLS_MAX).map(Fault.CallLost::new));
    }

    private static Optional<Fault> declineFirst(String name) {
        var parts = NUMBERED.matcher(name);
        return parts.matches()
                ? declineCode(parts.group(1))
                        .flatMap(code -> number(name, parts.group(1), CALLS_MAX)
                                .map(times -> new Fault.DeclineFirst(code, times)))
                : Optional.empty();
    }

    private static Optional<Fault> later(Operation operation, String name) {
        return switch (operation) {
            case AUTHORIZE -> action(name);
            case CAPTURE -> millisOr(SOON, name, "fails_later").map(Fault.FailsLater::new);
            case REFUND ->
                millisOr(SOON, name, "pending")
                        .<Fault>map(it -> new Fault.Pending(it, true))
                        .or(() -> millisOr(SOON, name, "fails_later").map(it -> new Fault.Pending(it, false)));
            case VOID, ADJUST -> Optional.empty();
        };
    }

    private static Optional<Fault> action(String name) {
        return millisOr(SOON, name, "3ds_ok")
                .<Fault>map(it -> new Fault.Action(it, true, ACTION_VALIDITY))
                .or(() -> millisOr(ACTION_VALIDITY, name, "3ds_abandon").map(FaultNames::abandoned))
                .or(() -> Optional.of(name).filter("3ds_manual"::equals).map(_ -> abandoned(ACTION_VALIDITY)));
    }

    private static Fault abandoned(Duration validity) {
        return new Fault.Action(validity, false, validity);
    }

    /** Disputes have no operation in their name: they come after whatever took the money. */
    static Optional<Fault> dispute(String name) {
        var parts = DISPUTE.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var result = "dispute_" + parts.group(1);
        return millisOr(UNTIL_DISPUTED, name, result)
                .map(it -> new Fault.Disputed(result.equals("dispute_won"), it, !name.equals(result)));
    }

    static Optional<Duration> millisOr(Duration absent, String name, String prefix) {
        return name.equals(prefix) ? Optional.of(absent) : millis(name, prefix);
    }

    static Optional<Duration> millis(String name, String prefix) {
        return number(name, prefix, MS_MAX).map(Duration::ofMillis);
    }

    static Optional<Integer> number(String name, String prefix, int max) {
        var parts = NUMBERED.matcher(name);
        return Optional.of(parts)
                .filter(it -> it.matches() && it.group(1).equals(prefix))
                .map(it -> Integer.parseInt(it.group(2)))
                .filter(it -> it <= max);
    }
}
