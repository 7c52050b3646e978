package io.staylog.payment.domain;

import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.payment.domain.PaymentCommand.Ask;
import io.staylog.payment.domain.PaymentCommand.RequestPayment;
import io.staylog.payment.domain.PaymentCommand.TakeBankAnswer;
import io.staylog.payment.domain.PaymentEvent.BankCallInstructed;
import io.staylog.payment.domain.Request.Asker;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * A day of a hotel's payments on which everything goes wrong that may: calls get lost, answers get lost, instructions are
 * delivered twice, requests and answers are heard twice, and the time runs, now and then for longer than the bank knows its
 * keys.
 */
public final class RandomDay {
    private static final LocalDate DATE = LocalDate.of(2026, 7, 1);
    // With an even number it is taken at once, with an odd one it is reserved.
    private static final List<String> TOKENS = List.of(
            "tok_ok",
            "tok_ok",
            "tok_retry",
            "tok_3ds",
            "tok_refund_fails",
            "tok_decline",
            "tok_refund_pending",
            "tok_retry",
            "tok_3ds",
            "tok_decline",
            "tok_capture_fails_later");
    private static final int PAYMENTS = TOKENS.size();
    private static final Actor ANNA = new Actor("STAFF", "anna");

    /** An instruction that may be delivered. */
    private record Delivery(BankCall call, boolean isFirst, Instant instructedAt) {
        Delivery again() {
            return new Delivery(call, false, instructedAt);
        }
    }

    /** A call that has timed out here and will still get to the bank. */
    private record Travelling(BankCall call, Instant arrivesAt) {}

    /** An event with the time of its decision. */
    public record Dated(PaymentEvent event, Instant at) {}

    private final Random random;
    private final HotelPayments hotel = new HotelPayments(PaymentTimes.USUAL, "");
    private final PretendBank bank = new PretendBank();
    private final Map<PaymentId, Queue<Delivery>> calls = new LinkedHashMap<>();
    private final List<Travelling> travelling = new ArrayList<>();
    private final List<PaymentCommand> sent = new ArrayList<>();
    private final List<Dated> log = new ArrayList<>();
    private final BiConsumer<HotelPayments, PaymentEvent> afterEach;
    private Instant now = Instant.parse("2026-07-01T08:00:00Z");
    private int requests;

    /** A day that its seed decides. */
    public RandomDay(long seed, BiConsumer<HotelPayments, PaymentEvent> afterEach) {
        this.random = new Random(seed);
        this.afterEach = afterEach;
    }

    /** Everything that was decided on payment.events, in order. */
    public List<Dated> log() {
        return log;
    }

    /** The payments at the end. */
    public HotelPayments hotel() {
        return hotel;
    }

    PretendBank bank() {
        return bank;
    }

    /** Lets so many things happen. */
    public RandomDay live(int steps) {
        for (int i = 0; i < steps; i++) {
            switch (random.nextInt(10)) {
                case 0 -> command(requestPayment());
                case 1, 2 -> command(new Ask(request()));
                case 3 -> repeatSomething();
                case 4 -> passTime(someTime());
                case 5 -> hearSomething();
                default -> deliverOne(false);
            }
        }
        return this;
    }

    private Duration someTime() {
        return switch (random.nextInt(200)) {
            case 0 -> Duration.ofHours(25);
            case 11 -> Duration.ofDays(6);
            case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 -> Duration.ofMinutes(20);
            default -> Duration.ofSeconds(9);
        };
    }

    /** Lets the bank behave, until nothing is under way any more that goes on by itself, but for the end of what is reserved. */
    public RandomDay calmDown() {
        endWhatIsUnderWay();
        bank.decideWhatIsOpen(now);
        for (var told : List.copyOf(bank.told())) {
            command(notification(told.payment(), told, BankNotification.About.NO_DISPUTE));
        }
        endWhatIsUnderWay();
        return this;
    }

    private void endWhatIsUnderWay() {
        for (int i = 0; i < 20_000 && isAnythingUnderWay(); i++) {
            if (calls.values().stream().allMatch(Queue::isEmpty)) {
                passTime(Duration.ofMinutes(i < 5_000 ? 1 : 60));
            } else {
                deliverOne(true);
            }
        }
    }

    private boolean isAnythingUnderWay() {
        boolean delivering = !calls.values().stream().allMatch(Queue::isEmpty);
        return delivering
                || hotel.payments().stream()
                        .anyMatch(it -> it.isBusy() && PaymentTimes.USUAL.dueAtMs(it) != PaymentTimes.NEVER);
    }

    private static Terms terms(Terms like, long amountMinor) {
        return new Terms(
                like.paymentId(),
                like.bookingId(),
                like.purpose(),
                amountMinor,
                like.currency(),
                like.captureMode(),
                like.token(),
                like.initiator(),
                like.businessDate());
    }

    private static Terms terms(int number) {
        return new Terms(
                new PaymentId(new UUID(1, number)),
                new BookingId(new UUID(2, number)),
                Purpose.PREPAYMENT,
                100_00,
                "EUR",
                number % 2 == 0 ? CaptureMode.AUTOMATIC : CaptureMode.MANUAL,
                TOKENS.get(number),
                Initiator.CUSTOMER,
                DATE);
    }

    /** Now and then somebody uses a number that is taken. */
    private RequestPayment requestPayment() {
        var terms = terms(random.nextInt(PAYMENTS));
        var asked = random.nextInt(10) == 0 && hotel.payment(terms.paymentId()) != null
                ? terms(terms, random.nextLong(1, 200_00))
                : terms;
        return new RequestPayment(asked, random.nextInt(20) == 0 ? now.minusMillis(1) : now);
    }

    private Request request() {
        var asker = random.nextInt(4) == 0 ? Asker.OPERATOR : Asker.BOOKING_SERVICE;
        var payment = terms(random.nextInt(PAYMENTS)).paymentId();
        var head = new Request.Head(new RequestId(new UUID(3, requests++)), payment, DATE, asker, ANNA, "so");
        return switch (random.nextInt(9)) {
            case 0 -> new Request.Cancellation(head);
            case 1, 2 -> new Request.Capture(head, 30_00 + random.nextInt(90_00), random.nextBoolean());
            case 3 -> new Request.Adjustment(head, 80_00 + random.nextInt(60_00));
            case 4, 5 -> new Request.Refund(head, random.nextInt(60_00));
            default -> act(signed(head));
        };
    }

    private static Request.Head signed(Request.Head head) {
        return new Request.Head(head.id(), head.paymentId(), DATE, Asker.OPERATOR, head.actor(), head.reason());
    }

    private Request act(Request.Head head) {
        return switch (random.nextInt(4)) {
            case 0 -> new Request.Method(head, "tok_ok");
            case 1 -> new Request.ManualRefund(head, 1 + random.nextInt(5_00), "cash");
            case 2 -> new Request.Acknowledgement(head);
            default -> new Request.DisputeResponse(head, "dp_" + head.paymentId(), random.nextBoolean());
        };
    }

    /** Notifications come late, twice and in any order; disputes and settlements are heard of too. */
    private void hearSomething() {
        if (random.nextInt(20) == 0) {
            command(new PaymentCommand.Reconcile(settlement()));
        } else if (random.nextInt(8) == 0) {
            command(dispute());
        } else if (!bank.told().isEmpty()) {
            var told = bank.told().get(random.nextInt(bank.told().size()));
            var payment = random.nextInt(50) == 0 ? new PaymentId(new UUID(7, random.nextInt(3))) : told.payment();
            command(notification(payment, told, BankNotification.About.NO_DISPUTE));
        }
    }

    private PaymentCommand dispute() {
        var payment = terms(random.nextInt(PAYMENTS)).paymentId();
        var kinds = List.of(
                BankNotification.Kind.DISPUTE_OPENED,
                BankNotification.Kind.DISPUTE_CHALLENGED,
                BankNotification.Kind.DISPUTE_WON,
                BankNotification.Kind.DISPUTE_LOST);
        var stage = random.nextBoolean() ? Dispute.Stage.CHARGEBACK : Dispute.Stage.PREARBITRATION;
        var about = new BankNotification.About("dp_" + payment, "fraudulent", stage, null);
        var kind = kinds.get(random.nextInt(kinds.size()));
        return notification(payment, new PretendBank.Told(payment, kind, 1, "", 10_00), about);
    }

    private PaymentCommand notification(PaymentId payment, PretendBank.Told told, BankNotification.About about) {
        var notification = new BankNotification(
                new RequestId(new UUID(
                        payment.value().getLeastSignificantBits(), told.kind().ordinal())),
                "",
                told.toString(),
                told.kind(),
                payment + ":" + told.attemptNo(),
                told.attemptNo(),
                told.pspReference(),
                told.amountMinor(),
                "EUR",
                "",
                new BankAnswer.Card("", null, "", ""),
                about);
        return new PaymentCommand.TakeNotification(payment, notification);
    }

    private Settlement settlement() {
        var date = now.atZone(java.time.ZoneOffset.UTC).toLocalDate();
        var lines = bank.told().stream()
                .filter(it -> it.kind() == BankNotification.Kind.CAPTURED)
                .map(it -> new Settlement.Line(
                        it.payment() + ":" + it.attemptNo(), "", Settlement.Movement.CAPTURE, it.amountMinor(), 1))
                .toList();
        return new Settlement(new RequestId(new UUID(3, requests++)), date, "EUR", lines, ANNA);
    }

    private void repeatSomething() {
        if (!sent.isEmpty()) {
            command(sent.get(random.nextInt(sent.size())));
        }
    }

    private void passTime(Duration time) {
        now = now.plus(time);
        arrive();
        while (hotel.nextDueAt() <= now.toEpochMilli()) {
            decide(hotel.whenDue());
        }
    }

    private void arrive() {
        travelling.removeIf(it -> {
            boolean arrives = !it.arrivesAt().isAfter(now);
            if (arrives) {
                execute(it.call(), it.arrivesAt());
            }
            return arrives;
        });
    }

    private void deliverOne(boolean calm) {
        var ready = calls.values().stream().filter(queue -> !queue.isEmpty()).toList();
        if (ready.isEmpty()) {
            return;
        }
        var queue = ready.get(random.nextInt(ready.size()));
        var delivery = queue.remove();
        boolean tooOld = now.isAfter(delivery.instructedAt().plus(PaymentTimes.USUAL.instructionLives()));
        var said = tooOld
                ? new OutcomeUnknown("not sent: too old")
                : calm ? execute(delivery.call()) : happen(delivery, queue);
        if (said != null) {
            var call = delivery.call();
            var answer = new BankAnswer(call.attempt().no(), call.lookupNo(), said);
            command(new TakeBankAnswer(call.terms().paymentId(), answer));
        }
    }

    /** What the bank worker would say; null where it died before it could. */
    private Said happen(Delivery delivery, Queue<Delivery> queue) {
        var again = delivery.again();
        return switch (random.nextInt(11)) {
            case 0 -> new OutcomeUnknown("the call got lost");
            case 6 -> {
                travelling.add(new Travelling(delivery.call(), now.plusSeconds(random.nextInt(50))));
                yield new OutcomeUnknown("time-out, but it still gets there");
            }
            case 7 -> {
                queue.add(again); // The answer is on the log, but not the position.
                yield delivery.isFirst() ? new NotExecuted("refused") : new OutcomeUnknown("refused");
            }
            case 1 -> {
                execute(delivery.call());
                yield new OutcomeUnknown("the answer got lost");
            }
            case 2, 3 ->
                delivery.isFirst() ? new NotExecuted("refused") : new OutcomeUnknown("refused, but maybe before");
            case 4 -> {
                execute(delivery.call());
                queue.add(again); // It died after the call, and is followed by another one.
                yield null;
            }
            case 5 -> {
                queue.add(again); // The answer is on the log, but not the position.
                yield execute(delivery.call());
            }
            default -> execute(delivery.call());
        };
    }

    private Said execute(BankCall call) {
        return execute(call, now);
    }

    private Said execute(BankCall call, Instant at) {
        return call.isLookup() ? bank.lookUp(call, at) : bank.execute(call, at);
    }

    private void command(PaymentCommand command) {
        sent.add(command);
        decide(command);
    }

    private void decide(PaymentCommand command) {
        for (var event : PaymentDecider.decide(hotel, command, now)) {
            hotel.evolve(event, now);
            if (event instanceof BankCallInstructed(var payment, var call)) {
                calls.computeIfAbsent(payment, _ -> new ArrayDeque<>()).add(new Delivery(call, true, now));
            } else {
                log.add(new Dated(event, now));
            }
            afterEach.accept(hotel, event);
        }
    }
}
