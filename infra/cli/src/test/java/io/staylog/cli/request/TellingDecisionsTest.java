package io.staylog.cli.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.cli.client.RequestClient.Request;
import io.staylog.cli.terminal.Json;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.CheckInReported;
import io.staylog.schemas.common.Channel;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TellingDecisionsTest {
    private static final UUID ID = UUID.fromString("0192f3a4-5b6c-7d8e-9f00-112233445566");

    @ParameterizedTest
    @CsvSource({
        "BookingCancelled,EUR,'cancelled b; fee 201.00 EUR, refund 0.50 EUR'",
        "BookingModified,EUR,'modified b; new total 450.00 EUR'",
        "BookingModified,JPY,'modified b; new total 45000 JPY'",
        "GuestCheckedOut,EUR,'checked out b; total 450.00 EUR'",
        "GuestWalked,EUR,'walked b to Atlantico; compensation 50.00 EUR, refund 0.50 EUR'",
        "FolioChargePosted,EUR,'charged b for MINIBAR; amount 12.00 EUR'",
        "BookingReinstated,EUR,'reinstated b'",
        "InvoiceIssued,,'issued invoice INV/7; total 450.00 EUR'",
        "CreditNoteIssued,,'issued credit note CRN/2 over invoice INV/7; total 450.00 EUR'",
        "BookingNoShow,KWD,'no-show b; fee 20.100 KWD, refund 0.050 KWD'",
        "BookingNoShow,,'no-show b; fee 20100 minor units, refund 50 minor units'"
    })
    void amounts_are_told_as_people_write_them(String type, String currency, String sentence) {
        var event = Json.object().put("bookingId", "b").put("feeMinor", 20_100).put("refundDueMinor", 50);
        event.put("totalGrossMinor", 45_000).put("toHotel", "Atlantico").put("compensationMinor", 5_000);
        event.put("description", "MINIBAR").put("amountMinor", 1_200);
        boolean isCredit = type.equals("CreditNoteIssued");
        event.put("series", isCredit ? "CRN" : "INV").put("number", isCredit ? 2 : 7);
        event.put("creditedSeries", "INV").put("creditedNumber", 7).put("currency", "EUR");

        assertThat(Sentences.of(type, event, () -> Optional.ofNullable(currency)))
                .isEqualTo(sentence);
    }

    @Test
    void another_price_than_expected_is_told_as_people_write_it() {
        var event = Json.object();
        event.putObject("details").put("expected", "24000").put("actual", "20100");

        var refusal = Refusals.of(request(booking("EUR")), "price_changed", "the price is 20100 minor units", event);

        assertThat(refusal).hasMessage("rejected: price_changed: the total is 201.00 EUR, not 240.00 EUR");
    }

    @Test
    void what_is_not_possible_is_named_as_the_command() {
        var checkIn = new CheckInReported(ID, "rio", ID, null, new StaffActor().actor());
        var message = "CheckInReported is not possible for a booking that is CANCELLED";

        var refusal = Refusals.of(request(checkIn), "illegal_transition", message, Json.object());

        assertThat(refusal).hasMessageContaining(": check-in is not possible for a booking that is CANCELLED");
    }

    private static BookingRequested booking(String currency) {
        return BookingRequested.newBuilder()
                .setRequestId(ID)
                .setHotelId("rio")
                .setBookingId(ID)
                .setRatePlanId("FLEX")
                .setChannel(Channel.DIRECT_PHONE)
                .setRoomStays(List.of())
                .setCurrency(currency)
                .setActor(new StaffActor().actor())
                .build();
    }

    private static Request request(SpecificRecord record) {
        return new Request(ID, "rio", record);
    }
}
