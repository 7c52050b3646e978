package io.staylog.cli.payment;

import io.staylog.cli.client.LogRecord;
import io.staylog.cli.client.Settings;
import io.staylog.cli.request.RequestOptions;
import io.staylog.schemas.common.Actor;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** What a person does about one payment: which payment, who does it, and how it is asked for. */
final class PaymentAct {
    @Mixin
    private PaymentOptions payment = new PaymentOptions();

    @Mixin
    private OperatorOptions operator = new OperatorOptions();

    @Mixin
    private RequestOptions request = new RequestOptions();

    private @Nullable Settings settings;

    UUID paymentId() {
        return payment.paymentId();
    }

    Actor actor() {
        return operator.actor();
    }

    /** Minor units of an amount as people write it, in the payment's currency. */
    long minor(String amount) {
        return payment.minor(settings(), amount);
    }

    /** What is authorised and not taken yet. */
    long capturableMinor() {
        return payment.capturableMinor(settings());
    }

    /** The hotel's open business date, unless the caller names one. */
    LocalDate businessDate(BusinessDateOption given) {
        return payment.businessDate(settings(), given.date());
    }

    /**
     * Asks, and says what became of it.
     *
     * @param record builds the record around the request's id and the hotel's
     * @param sentence what a person wants to know of the event that answers it
     */
    int ask(BiFunction<UUID, String, SpecificRecord> record, Function<LogRecord, String> sentence) {
        var hotel = payment.hotelId(settings());
        return request.askAboutPayment(hotel, id -> record.apply(id, hotel), sentence);
    }

    private Settings settings() {
        var read = settings == null ? request.connection().settings() : settings;
        settings = read;
        return read;
    }
}
