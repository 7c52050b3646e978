package io.staylog.payment.bank;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.eventsourcing.UnreadableRecordException;
import io.staylog.payment.domain.BankAnswer.ActionRequired;
import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.NotTaken;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Pending;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.payment.domain.CaptureMode;
import io.staylog.payment.domain.Initiator;
import io.staylog.payment.domain.Operation;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.BankAnswered;
import io.staylog.schemas.payment.BankCallInstructed;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.BankOutcome;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.serde.UndecodableException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Instructions as the gateway takes them, and its answers as records. The only door between Avro and the bank. */
public final class BankCallWire {
    private static final String SOURCE = "payment-service";

    private final EventDeserializer calls;
    private final EventSerializer answers;

    /** Does not connect yet. */
    public BankCallWire(SchemaRegistry registry, EventSerializer answers) {
        this.calls = new EventDeserializer(registry, Topics.BANK_CALLS);
        this.answers = answers;
    }

    /**
     * Reads an instruction.
     *
     * @throws UnreadableRecordException if nobody will ever be able to read it
     * @throws RetriableException if it cannot be read now
     */
    BankOrder read(ConsumerRecord<byte[], byte[]> record) {
        // What is believed here moves money.
        if (!Topics.BANK_CALLS.isFromOwner(record)) {
            throw new UnreadableRecordException(
                    "not-from-owner", "only payment-service instructs the bank, and this it did not write");
        }
        try {
            if (calls.deserialize(record.topic(), record.value()) instanceof BankCallInstructed call) {
                return order(call, EventHeaders.traceParent(record.headers()));
            }
        } catch (UndecodableException e) {
            throw new UnreadableRecordException("undecodable", String.valueOf(e.getMessage()));
        }
        throw new UnreadableRecordException("unknown-type", "the record is no instruction to the bank");
    }

    /** Writes what the bank said to an instruction, caused by the record that carried it. */
    ProducerRecord<byte[], byte[]> write(
            BankOrder order, Said said, ConsumerRecord<byte[], byte[]> cause, Instant now) {
        var topic = Topics.BANK_ANSWERS.name();
        var answered = answered(order, said);
        var id = cause.topic() + "/" + cause.partition() + "/" + cause.offset() + "/answer";
        var headers = EventHeaders.of(id, answered.getSchema().getFullName(), SOURCE, now, order.hotelId());
        EventHeaders.causedBy(headers, cause);
        var key = order.hotelId().getBytes(UTF_8);
        return new ProducerRecord<>(topic, null, key, answers.encode(topic, answered), headers);
    }

    private static BankOrder order(BankCallInstructed e, @Nullable String traceParent) {
        return new BankOrder(
                e.getPaymentId(),
                e.getBookingId(),
                e.getHotelId(),
                operation(e.getOperation()),
                e.getAttemptNo(),
                e.getLookupNo(),
                e.getGatewayKey(),
                e.getMerchantReference(),
                e.getPspReference(),
                e.getAmountMinor(),
                e.getCurrency(),
                CaptureMode.valueOf(e.getCaptureMode().name()),
                e.getPaymentMethodToken(),
                Initiator.valueOf(e.getInitiator().name()),
                traceParent,
                e.getGateway(),
                e.getIsFinal(),
                operation(e.getAbout()));
    }

    private static @Nullable Operation operation(BankOperation operation) {
        return switch (operation) {
            case AUTHORIZE -> Operation.AUTHORIZE;
            case CAPTURE -> Operation.CAPTURE;
            case VOID -> Operation.VOID;
            case REFUND -> Operation.REFUND;
            case ADJUST -> Operation.ADJUST;
            case LOOKUP -> null;
            // A newer rule wants something that this program cannot do; to ask is the only thing that does no harm.
            case UNKNOWN -> null;
        };
    }

    static BankAnswered answered(BankOrder order, Said said) {
        var answered = BankAnswered.newBuilder()
                .setPaymentId(order.paymentId())
                .setHotelId(order.hotelId())
                .setOperation(
                        order.operation() == null
                                ? BankOperation.LOOKUP
                                : BankOperation.valueOf(order.operation().name()))
                .setAttemptNo(order.attemptNo())
                .setLookupNo(order.lookupNo())
                .setGatewayKey(order.gatewayKey());
        switch (said) {
            case Approved it -> approved(answered, it);
            case Declined it -> answered.setOutcome(BankOutcome.DECLINED).setDeclineCode(it.code());
            case NotTaken it ->
                answered.setOutcome(BankOutcome.DECLINED)
                        .setDeclineCode(it.code())
                        .setMessage(it.message());
            case ActionRequired it ->
                answered.setOutcome(BankOutcome.ACTION_REQUIRED)
                        .setActionUrl(it.url())
                        .setActionExpiresAt(it.expiresAt())
                        .setPspReference(it.pspReference());
            case Pending it -> answered.setOutcome(BankOutcome.PENDING).setPspReference(it.pspReference());
            case NotExecuted it ->
                answered.setOutcome(BankOutcome.NOT_EXECUTED)
                        .setMessage(it.message())
                        .setNotTried(it.notTried());
            case OutcomeUnknown it ->
                answered.setOutcome(BankOutcome.OUTCOME_UNKNOWN).setMessage(it.message());
            case NotFound _ -> answered.setOutcome(BankOutcome.NOT_FOUND);
        }
        return answered.build();
    }

    private static void approved(BankAnswered.Builder answered, Approved approved) {
        var card = approved.card();
        answered.setOutcome(BankOutcome.APPROVED)
                .setAmountMinor(approved.movedMinor())
                .setPspReference(approved.pspReference())
                .setAuthCode(card.authCode())
                .setAuthorizationExpiresAt(card.expiresAt())
                .setBrand(card.brand())
                .setLast4(card.last4());
    }
}
