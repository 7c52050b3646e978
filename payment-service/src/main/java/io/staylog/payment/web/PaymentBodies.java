package io.staylog.payment.web;

import io.staylog.edge.web.Day;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What operators send. Whoever asks names himself; why, where money moves or a question is closed. */
final class PaymentBodies {
    private static final int REASON_CHARS_MAX = 500;
    private static final int METHOD_CHARS_MAX = 200;
    private static final int TOKEN_CHARS_MAX = 200;
    private static final int REFERENCE_CHARS_MAX = 100;
    private static final String REASON = "must say why, in your own words";

    private PaymentBodies() {}

    /** The kinds of party that may ask here; the bank speaks elsewhere. */
    enum ActorKind {
        STAFF,
        GUEST,
        CHANNEL,
        SYSTEM
    }

    /** Who asks. Never a name. */
    record ActorBody(
            @Nullable ActorKind type,

            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9._@:/-]{1,64}",
                    message =
                            "must be the id of an account, a desk or a program: 1 to 64 letters, digits or . _ @ : / -")
            String id) {}

    /** Another stored card. */
    record MethodBody(
            @NotNull @Size(max = TOKEN_CHARS_MAX) @Pattern(regexp = "\\S+", message = "must have no spaces")
            String paymentMethodToken,

            @NotNull @Valid ActorBody actor,
            @Nullable @Size(max = REASON_CHARS_MAX) String reason) {}

    /** Money that is authorised shall be taken. */
    record CaptureBody(
            @NotNull @Positive(message = "must be more than 0, in minor units")
            Long amountMinor,

            @Nullable Boolean isFinal,
            @NotNull @Day LocalDate businessDate,
            @NotNull @Valid ActorBody actor,

            @NotBlank(message = REASON) @Size(max = REASON_CHARS_MAX)
            String reason) {}

    /** What there is shall be undone. */
    record VoidBody(
            @NotNull @Day LocalDate businessDate,
            @NotNull @Valid ActorBody actor,

            @NotBlank(message = REASON) @Size(max = REASON_CHARS_MAX)
            String reason) {}

    /** Captured money shall go back. */
    record RefundBody(
            @NotNull @Positive(message = "must be more than 0, in minor units")
            Long amountMinor,

            @NotNull @Day LocalDate businessDate,
            @NotNull @Valid ActorBody actor,

            @NotBlank(message = REASON) @Size(max = REASON_CHARS_MAX)
            String reason) {}

    /** What an unknown outcome turned out to be. */
    enum OutcomeKind {
        APPROVED,
        DECLINED,
        NOT_EXECUTED
    }

    /** A person has found out. */
    record ResolveBody(
            @NotNull @Positive(message = "must be the number of an attempt")
            Integer attemptNo,

            @NotNull OutcomeKind outcome,

            @Nullable @Size(max = REFERENCE_CHARS_MAX) @Pattern(regexp = "\\S*", message = "must have no spaces")
            String pspReference,

            @NotNull @Valid ActorBody actor,

            @NotBlank(message = REASON) @Size(max = REASON_CHARS_MAX)
            String reason) {}

    /** Money was paid back outside the bank. */
    record ManualRefundBody(
            @NotNull @Positive(message = "must be more than 0, in minor units")
            Long amountMinor,

            @NotBlank(message = "must say how, for example bank transfer 4711") @Size(max = METHOD_CHARS_MAX)
            String method,

            @NotNull @Day LocalDate businessDate,
            @NotNull @Valid ActorBody actor,

            @NotBlank(message = REASON) @Size(max = REASON_CHARS_MAX)
            String reason) {}

    /** A person answers, or has dealt with something. */
    record ActBody(
            @NotNull @Valid ActorBody actor,

            @NotBlank(message = REASON) @Size(max = REASON_CHARS_MAX)
            String reason) {}
}
