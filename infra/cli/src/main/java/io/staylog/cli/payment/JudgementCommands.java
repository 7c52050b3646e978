package io.staylog.cli.payment;

import io.staylog.cli.request.RequestOptions;
import io.staylog.schemas.payment.AttentionAcknowledged;
import io.staylog.schemas.payment.DisputeResponse;
import io.staylog.schemas.payment.DisputeResponseRequested;
import io.staylog.schemas.payment.ManualRefundReported;
import io.staylog.schemas.payment.PaymentResolutionRequested;
import io.staylog.schemas.payment.ResolvedOutcome;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands by which a person says what he has found out or done. */
public final class JudgementCommands {
    private JudgementCommands() {}

    /** What an attempt turned out to be. */
    enum Turned {
        APPROVED(ResolvedOutcome.APPROVED),
        DECLINED(ResolvedOutcome.DECLINED),
        NOT_EXECUTED(ResolvedOutcome.NOT_EXECUTED);

        private final ResolvedOutcome outcome;

        Turned(ResolvedOutcome outcome) {
            this.outcome = outcome;
        }
    }

    /** {@code staylog payment dispute}. */
    @Command(
            name = "dispute",
            description = "Answer a dispute at the bank.",
            subcommands = {Challenge.class, Accept.class})
    public static final class Dispute {}

    /** {@code staylog payment resolve}. */
    @Command(
            name = "resolve",
            description = "Say what an unknown outcome turned out to be. Nothing is guessed: say how you know.")
    public static final class Resolve implements Callable<Integer> {
        @Mixin
        private PaymentOptions payment = new PaymentOptions();

        @Option(
                names = "--attempt",
                required = true,
                paramLabel = "<n>",
                description = "Which attempt; see payment show.")
        private int attemptNo;

        @Option(names = "--as", required = true, description = "What it turned out to be: ${COMPLETION-CANDIDATES}.")
        private Turned turned;

        @Option(
                names = "--psp-reference",
                paramLabel = "<number>",
                description = "With APPROVED: the bank's number of the payment, where it is not known yet.")
        private String pspReference = "";

        @Mixin
        private ReasonOption why = new ReasonOption();

        @Mixin
        private OperatorOptions operator = new OperatorOptions();

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            var settings = request.connection().settings();
            var hotel = payment.hotelId(settings);
            return request.askAboutPayment(
                    hotel,
                    id -> new PaymentResolutionRequested(
                            id,
                            hotel,
                            payment.paymentId(),
                            attemptNo,
                            turned.outcome,
                            pspReference,
                            operator.actor(),
                            why.reason()),
                    _ -> "resolved as " + turned + ", attempt " + attemptNo + " of payment " + payment.paymentId());
        }
    }

    /** {@code staylog payment manual-refund}. */
    @Command(name = "manual-refund", description = "Report that money was paid back outside the bank.")
    public static final class ManualRefund implements Callable<Integer> {
        @Mixin
        private PaymentOptions payment = new PaymentOptions();

        @Option(
                names = "--amount",
                required = true,
                paramLabel = "<amount>",
                description = "How much, for example 25.00.")
        private String amount;

        @Option(
                names = "--method",
                required = true,
                paramLabel = "<how>",
                description = "How it was paid, for example 'bank transfer 4711'.")
        private String method;

        @Option(
                names = "--business-date",
                paramLabel = "<date>",
                description =
                        "The date that the money belongs to. Default: the hotel's open one; booking-service is asked.")
        private @Nullable LocalDate businessDate;

        @Mixin
        private ReasonOption why = new ReasonOption();

        @Mixin
        private OperatorOptions operator = new OperatorOptions();

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            var settings = request.connection().settings();
            var hotel = payment.hotelId(settings);
            long minor = payment.minor(settings, amount);
            var date = payment.businessDate(settings, businessDate);
            return request.askAboutPayment(
                    hotel,
                    id -> new ManualRefundReported(
                            id, hotel, payment.paymentId(), minor, method, date, operator.actor(), why.reason()),
                    _ -> "recorded, payment " + payment.paymentId());
        }
    }

    /** {@code staylog payment acknowledge}. */
    @Command(name = "acknowledge", description = "Say that you have dealt with what a payment needed attention for.")
    public static final class Acknowledge implements Callable<Integer> {
        @Mixin
        private PaymentOptions payment = new PaymentOptions();

        @Mixin
        private ReasonOption why = new ReasonOption();

        @Mixin
        private OperatorOptions operator = new OperatorOptions();

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            var settings = request.connection().settings();
            var hotel = payment.hotelId(settings);
            return request.askAboutPayment(
                    hotel,
                    id -> new AttentionAcknowledged(id, hotel, payment.paymentId(), operator.actor(), why.reason()),
                    _ -> "acknowledged, payment " + payment.paymentId());
        }
    }

    /** {@code staylog payment dispute challenge}. */
    @Command(name = "challenge", description = "Prove a disputed charge to the bank.")
    static final class Challenge implements Callable<Integer> {
        @Mixin
        private PaymentOptions payment = new PaymentOptions();

        @Option(
                names = "--dispute",
                required = true,
                paramLabel = "<id>",
                description = "The dispute; see payment show.")
        private String disputeId;

        @Mixin
        private ReasonOption why = new ReasonOption();

        @Mixin
        private OperatorOptions operator = new OperatorOptions();

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            var settings = request.connection().settings();
            var hotel = payment.hotelId(settings);
            return request.askAboutPayment(
                    hotel,
                    id -> new DisputeResponseRequested(
                            id,
                            hotel,
                            payment.paymentId(),
                            disputeId,
                            DisputeResponse.CHALLENGE,
                            operator.actor(),
                            why.reason()),
                    _ -> "challenged, dispute " + disputeId + " of payment " + payment.paymentId());
        }
    }

    /** {@code staylog payment dispute accept}. */
    @Command(name = "accept", description = "Let disputed money go.")
    static final class Accept implements Callable<Integer> {
        @Mixin
        private PaymentOptions payment = new PaymentOptions();

        @Option(
                names = "--dispute",
                required = true,
                paramLabel = "<id>",
                description = "The dispute; see payment show.")
        private String disputeId;

        @Mixin
        private ReasonOption why = new ReasonOption();

        @Mixin
        private OperatorOptions operator = new OperatorOptions();

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            var settings = request.connection().settings();
            var hotel = payment.hotelId(settings);
            return request.askAboutPayment(
                    hotel,
                    id -> new DisputeResponseRequested(
                            id,
                            hotel,
                            payment.paymentId(),
                            disputeId,
                            DisputeResponse.ACCEPT,
                            operator.actor(),
                            why.reason()),
                    _ -> "accepted, dispute " + disputeId + " of payment " + payment.paymentId());
        }
    }
}
