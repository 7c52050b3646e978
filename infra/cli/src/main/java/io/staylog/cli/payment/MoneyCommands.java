package io.staylog.cli.payment;

import io.staylog.cli.client.LogRecord;
import io.staylog.cli.request.Amounts;
import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.payment.PaymentCancellationRequested;
import io.staylog.schemas.payment.PaymentCaptureRequested;
import io.staylog.schemas.payment.PaymentMethodSubmitted;
import io.staylog.schemas.payment.PaymentRefundRequested;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands that move money: they are decided by the hotel's books and done by the bank. */
public final class MoneyCommands {
    private MoneyCommands() {}

    /** What an event says of money, in one line. */
    static String sentence(LogRecord event) {
        var json = event.valueJson();
        var payment = json.path("paymentId").asString("");
        var amount = json.hasNonNull("amountMinor") && json.hasNonNull("currency")
                ? " "
                        + Amounts.major(
                                json.path("amountMinor").asLong(),
                                json.path("currency").asString())
                : "";
        return switch (event.type()) {
            case "PaymentAuthorized" -> "authorised" + amount + ", payment " + payment;
            case "PaymentCaptured" -> "captured" + amount + ", payment " + payment;
            case "PaymentVoided" -> "voided" + amount + ", payment " + payment;
            case "PaymentRefunded" -> "refunded" + amount + ", payment " + payment;
            case "PaymentRefundPending" ->
                "the bank has taken the refund of" + amount + " on, and will say later whether it worked; payment "
                        + payment;
            case "PaymentCancelled" -> "cancelled before the bank had done anything, payment " + payment;
            case "PaymentActionRequired" ->
                "the guest must act at " + json.path("actionUrl").asString() + ", payment " + payment;
            default -> event.type() + ", payment " + payment;
        };
    }

    /** {@code staylog payment method}. */
    @Command(name = "method", description = "Take another stored card for a payment whose card was declined.")
    public static final class Method implements Callable<Integer> {
        @Mixin
        private PaymentAct act = new PaymentAct();

        @Option(
                names = "--token",
                required = true,
                paramLabel = "<token>",
                description = "The stored card, never a number.")
        private String token;

        @Option(names = "--reason", paramLabel = "<text>", description = "Why; it is kept for ever.")
        private String reason = "";

        @Override
        public Integer call() {
            return act.ask(
                    (id, hotel) -> new PaymentMethodSubmitted(id, hotel, act.paymentId(), token, act.actor(), reason),
                    MoneyCommands::sentence);
        }
    }

    /** {@code staylog payment capture}. */
    @Command(name = "capture", description = "Take money that is authorised.")
    public static final class Capture implements Callable<Integer> {
        @Mixin
        private PaymentAct act = new PaymentAct();

        @Option(
                names = "--amount",
                paramLabel = "<amount>",
                description = "How much, for example 120.50. Default: all that is authorised.")
        private @Nullable String amount;

        @Option(names = "--keep-rest", description = "Keep the rest of the authorisation, to capture more later.")
        private boolean keepRest;

        @Mixin
        private BusinessDateOption businessDate = new BusinessDateOption();

        @Mixin
        private ReasonOption why = new ReasonOption();

        @Override
        public Integer call() {
            long minor = amount == null ? act.capturableMinor() : act.minor(amount);
            if (minor <= 0) {
                throw Failure.usage(
                        "nothing is authorised that is not captured; see: staylog payment show " + act.paymentId());
            }
            var date = act.businessDate(businessDate);
            return act.ask(
                    (id, hotel) -> new PaymentCaptureRequested(
                            id, hotel, act.paymentId(), minor, date, !keepRest, act.actor(), why.reason()),
                    MoneyCommands::sentence);
        }
    }

    /** {@code staylog payment void}. */
    @Command(name = "void", description = "Give up a payment: void what is authorised, refund what is captured.")
    public static final class VoidPayment implements Callable<Integer> {
        @Mixin
        private PaymentAct act = new PaymentAct();

        @Mixin
        private BusinessDateOption businessDate = new BusinessDateOption();

        @Mixin
        private ReasonOption why = new ReasonOption();

        @Override
        public Integer call() {
            var date = act.businessDate(businessDate);
            return act.ask(
                    (id, hotel) -> new PaymentCancellationRequested(
                            id, hotel, act.paymentId(), date, act.actor(), why.reason()),
                    MoneyCommands::sentence);
        }
    }

    /** {@code staylog payment refund}. */
    @Command(name = "refund", description = "Give captured money back.")
    public static final class Refund implements Callable<Integer> {
        @Mixin
        private PaymentAct act = new PaymentAct();

        @Option(
                names = "--amount",
                required = true,
                paramLabel = "<amount>",
                description = "How much, for example 25.00.")
        private String amount;

        @Mixin
        private BusinessDateOption businessDate = new BusinessDateOption();

        @Mixin
        private ReasonOption why = new ReasonOption();

        @Override
        public Integer call() {
            long minor = act.minor(amount);
            var date = act.businessDate(businessDate);
            return act.ask(
                    (id, hotel) -> new PaymentRefundRequested(
                            id, hotel, act.paymentId(), minor, date, act.actor(), why.reason()),
                    MoneyCommands::sentence);
        }
    }
}
