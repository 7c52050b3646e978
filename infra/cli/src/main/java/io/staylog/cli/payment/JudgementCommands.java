package io.staylog.cli.payment;

import io.staylog.schemas.payment.AttentionAcknowledged;
import io.staylog.schemas.payment.DisputeResponse;
import io.staylog.schemas.payment.DisputeResponseRequested;
import io.staylog.schemas.payment.ManualRefundReported;
import io.staylog.schemas.payment.PaymentResolutionRequested;
import io.staylog.schemas.payment.ResolvedOutcome;
import java.util.concurrent.Callable;
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
        private PaymentAct act = new PaymentAct();

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

        @Override
        public Integer call() {
            return act.ask(
                    (id, hotel) -> new PaymentResolutionRequested(
                            id,
                            hotel,
                            act.paymentId(),
                            attemptNo,
                            turned.outcome,
                            pspReference,
                            act.actor(),
                            why.reason()),
                    _ -> "resolved as " + turned + ", attempt " + attemptNo + " of payment " + act.paymentId());
        }
    }

    /** {@code staylog payment manual-refund}. */
    @Command(name = "manual-refund", description = "Report that money was paid back outside the bank.")
    public static final class ManualRefund implements Callable<Integer> {
        @Mixin
        private PaymentAct act = new PaymentAct();

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

        @Mixin
        private BusinessDateOption businessDate = new BusinessDateOption();

        @Mixin
        private ReasonOption why = new ReasonOption();

        @Override
        public Integer call() {
            long minor = act.minor(amount);
            var date = act.businessDate(businessDate);
            return act.ask(
                    (id, hotel) -> new ManualRefundReported(
                            id, hotel, act.paymentId(), minor, method, date, act.actor(), why.reason()),
                    _ -> "recorded, payment " + act.paymentId());
        }
    }

    /** {@code staylog payment acknowledge}. */
    @Command(name = "acknowledge", description = "Say that you have dealt with what a payment needed attention for.")
    public static final class Acknowledge implements Callable<Integer> {
        @Mixin
        private PaymentAct act = new PaymentAct();

        @Mixin
        private ReasonOption why = new ReasonOption();

        @Override
        public Integer call() {
            return act.ask(
                    (id, hotel) -> new AttentionAcknowledged(id, hotel, act.paymentId(), act.actor(), why.reason()),
                    _ -> "acknowledged, payment " + act.paymentId());
        }
    }

    /** What is the same of both answers to a dispute. */
    abstract static class DisputeAnswer implements Callable<Integer> {
        @Mixin
        private PaymentAct act = new PaymentAct();

        @Option(
                names = "--dispute",
                required = true,
                paramLabel = "<id>",
                description = "The dispute; see payment show.")
        private String disputeId;

        @Mixin
        private ReasonOption why = new ReasonOption();

        private final DisputeResponse response;
        private final String done;

        DisputeAnswer(DisputeResponse response, String done) {
            this.response = response;
            this.done = done;
        }

        @Override
        public Integer call() {
            return act.ask(
                    (id, hotel) -> new DisputeResponseRequested(
                            id, hotel, act.paymentId(), disputeId, response, act.actor(), why.reason()),
                    _ -> done + ", dispute " + disputeId + " of payment " + act.paymentId());
        }
    }

    /** {@code staylog payment dispute challenge}. */
    @Command(name = "challenge", description = "Prove a disputed charge to the bank.")
    static final class Challenge extends DisputeAnswer {
        Challenge() {
            super(DisputeResponse.CHALLENGE, "challenged");
        }
    }

    /** {@code staylog payment dispute accept}. */
    @Command(name = "accept", description = "Let disputed money go.")
    static final class Accept extends DisputeAnswer {
        Accept() {
            super(DisputeResponse.ACCEPT, "accepted");
        }
    }
}
