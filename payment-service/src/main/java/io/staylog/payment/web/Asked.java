package io.staylog.payment.web;

import io.staylog.edge.web.Call;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/**
 * A request in the form in which it goes to the log.
 *
 * @param call who it is; repeats have the same
 * @param hotelId the hotel, and the record's key
 * @param paymentId the payment that it is about
 * @param event what is asked
 */
record Asked(Call call, String hotelId, UUID paymentId, SpecificRecord event) {

    UUID requestId() {
        return call.id();
    }

    /** Record type of the request, without namespace. */
    String type() {
        return event.getSchema().getName();
    }
}
