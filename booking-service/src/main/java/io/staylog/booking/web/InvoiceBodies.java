package io.staylog.booking.web;

import io.staylog.edge.web.Call;
import io.staylog.schemas.VatNumbers;
import io.staylog.schemas.booking.CreditNoteRequested;
import io.staylog.schemas.booking.InvoiceRequested;
import io.staylog.schemas.guest.InvoicePartySet;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is sent about invoices. Each body knows the record that it becomes. */
final class InvoiceBodies {
    private InvoiceBodies() {}

    /** Whom an invoice is made out to. As a guest, the buyer goes to the guests' own topic and nowhere else. */
    record BuyerBody(
            @NotBlank @Size(max = Limits.NAME_CHARS_MAX) String name,
            @NotBlank @Size(max = Limits.ADDRESS_CHARS_MAX) String address,

            @Nullable @Size(max = Limits.VAT_NUMBER_CHARS_MAX)
            String vatNumber,

            @Nullable
            @Size(max = BookingBodies.EMAIL_CHARS_MAX)
            @Pattern(regexp = BookingBodies.EMAIL, message = "must be an e-mail address")
            String email) {

        InvoicePartySet toEvent(UUID partyId, String hotelId, @Nullable UUID guestId, LocalDate keepUntil) {
            return new InvoicePartySet(
                    partyId,
                    hotelId,
                    guestId,
                    Normalizer.normalize(name, Normalizer.Form.NFC),
                    Normalizer.normalize(address, Normalizer.Form.NFC),
                    Objects.requireNonNullElse(vatNumber, ""),
                    Objects.requireNonNullElse(email, ""),
                    keepUntil);
        }

        String vatCountry() {
            return VatNumbers.country(Objects.requireNonNullElse(vatNumber, ""));
        }

        /** Does not show whom it describes. */
        @Override
        public String toString() {
            return "BuyerBody";
        }
    }

    /** Asks for the invoice over everything that no invoice has yet. */
    record InvoiceBody(@NotNull @Valid BuyerBody buyer) {

        InvoiceRequested toEvent(Call call, String hotelId, UUID bookingId) {
            return new InvoiceRequested(
                    call.id(), hotelId, bookingId, call.partyId(), buyer.vatCountry(), BookingRequests.DESK);
        }
    }

    /** Asks to take an invoice back. */
    record CreditNoteBody(
            @NotBlank @Size(max = Limits.NAME_CHARS_MAX) String reason) {

        CreditNoteRequested toEvent(Call call, String hotelId, UUID bookingId, String series, long number) {
            return new CreditNoteRequested(call.id(), hotelId, bookingId, series, number, reason, BookingRequests.DESK);
        }
    }
}
