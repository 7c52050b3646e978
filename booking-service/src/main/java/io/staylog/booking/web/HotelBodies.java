package io.staylog.booking.web;

import io.staylog.edge.web.Day;
import io.staylog.edge.web.Known;
import io.staylog.schemas.booking.CancellationTierTemplate;
import io.staylog.schemas.booking.HotelRegistered;
import io.staylog.schemas.booking.Pricing;
import io.staylog.schemas.booking.RatePlanDefined;
import io.staylog.schemas.booking.RoomTypeDefined;
import io.staylog.schemas.booking.TaxReason;
import io.staylog.schemas.booking.TaxReasonScope;
import io.staylog.schemas.common.Fee;
import io.staylog.schemas.common.FeeType;
import io.staylog.schemas.common.Guarantee;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is sent to describe a hotel. Each body knows the record that it becomes. */
final class HotelBodies {
    static final String CURRENCY = "[A-Z]{3}";
    private static final int TIERS_MAX = 20;
    private static final int ZONE_CHARS_MAX = 64;
    private static final String CHECK_IN_TIME = "15:00";
    private static final int HORIZON_DAYS = 730;
    private static final int STAY_NIGHTS_MAX = 366;
    private static final int HOLD_SECONDS = 900;
    private static final int HOLD_GRACE_SECONDS = 300;
    private static final int ALL_BPS = 10_000;
    private static final String SERIES = "[A-Z0-9-]{1,16}";
    private static final String SERIES_FORM = "must be 1 to 16 capital letters, digits and hyphens";
    private static final String INVOICE_SERIES = "INV";
    private static final String CREDIT_NOTE_SERIES = "CRN";
    private static final String REVERSE_CHARGE = "Reverse charge";
    private static final int TAX_REASONS_MAX = 20;
    private static final int TAX_REASON_CHARS_MAX = 200;

    private HotelBodies() {}

    /** A hotel; what is left out gets the documented default. */
    record HotelBody(
            @NotBlank @Size(max = Limits.NAME_CHARS_MAX) String name,
            @NotBlank @Size(max = ZONE_CHARS_MAX) String timeZone,

            @NotNull @Pattern(regexp = CURRENCY, message = "must be an ISO 4217 code, for example EUR")
            String currency,

            @NotNull @Day LocalDate businessDate,

            @Pattern(regexp = "([01]\\d|2[0-3]):[0-5]\\d", message = "must be a time of day, for example 15:00")
            @Nullable
            String checkInTime,

            @Nullable Integer taxRateBps,
            @Nullable Integer horizonDays,
            @Nullable Integer stayNightsMax,
            @Nullable Integer holdSeconds,
            @Nullable Integer holdGraceSeconds,
            @Nullable @Size(max = Limits.NAME_CHARS_MAX) String legalName,
            @Nullable @Size(max = Limits.ADDRESS_CHARS_MAX) String address,

            @Nullable @Size(max = Limits.VAT_NUMBER_CHARS_MAX)
            String vatNumber,

            @Nullable @Pattern(regexp = SERIES, message = SERIES_FORM)
            String invoiceSeries,

            @Nullable @Pattern(regexp = SERIES, message = SERIES_FORM)
            String creditNoteSeries,

            @Nullable @Size(max = TAX_REASONS_MAX) List<@NotNull @Valid TaxReasonBody> taxReasons) {

        HotelRegistered toEvent(UUID requestId, String hotelId) {
            return new HotelRegistered(
                    requestId,
                    hotelId,
                    name,
                    timeZone,
                    currency,
                    businessDate,
                    Objects.requireNonNullElse(checkInTime, CHECK_IN_TIME),
                    Objects.requireNonNullElse(taxRateBps, 0),
                    Objects.requireNonNullElse(horizonDays, HORIZON_DAYS),
                    Objects.requireNonNullElse(stayNightsMax, STAY_NIGHTS_MAX),
                    Objects.requireNonNullElse(holdSeconds, HOLD_SECONDS),
                    Objects.requireNonNullElse(holdGraceSeconds, HOLD_GRACE_SECONDS),
                    Objects.requireNonNullElse(legalName, ""),
                    Objects.requireNonNullElse(address, ""),
                    Objects.requireNonNullElse(vatNumber, ""),
                    Objects.requireNonNullElse(invoiceSeries, INVOICE_SERIES),
                    Objects.requireNonNullElse(creditNoteSeries, CREDIT_NOTE_SERIES),
                    Objects.requireNonNullElse(taxReasons, List.<TaxReasonBody>of()).stream()
                            .map(TaxReasonBody::toAvro)
                            .toList());
        }
    }

    /** Why the hotel takes no tax on something. */
    record TaxReasonBody(
            @NotNull @Known TaxReasonScope scope,
            @Nullable @Size(max = TAX_REASON_CHARS_MAX) String reason,
            @Nullable Boolean reverseCharge) {

        TaxReason toAvro() {
            boolean reverse = Boolean.TRUE.equals(reverseCharge);
            return new TaxReason(scope, Objects.requireNonNullElse(reason, reverse ? REVERSE_CHARGE : ""), reverse);
        }
    }

    /** A class of equal rooms. */
    record RoomTypeBody(
            @NotBlank @Size(max = Limits.NAME_CHARS_MAX) String name,
            @NotNull @Shapes.Quantity Integer physicalCount,
            @Nullable @Shapes.Quantity Integer occupancyMax) {

        RoomTypeDefined toEvent(UUID requestId, String hotelId, String roomTypeId) {
            return new RoomTypeDefined(
                    requestId, hotelId, roomTypeId, name, physicalCount, Objects.requireNonNullElse(occupancyMax, 0));
        }
    }

    /** A fee by rule. */
    record FeeBody(
            @NotNull @Known FeeType type,
            @NotNull @Shapes.Price Long value) {
        static final FeeBody NONE = new FeeBody(FeeType.FIXED, 0L);

        Fee toAvro() {
            return new Fee(type, value);
        }
    }

    /** From some time before arrival on, cancelling costs a fee. */
    record TierBody(
            @Nullable Integer hoursBeforeArrival,
            @NotNull @Valid FeeBody fee) {}

    /** Prices and rules under one name. */
    record RatePlanBody(
            @NotBlank @Size(max = Limits.NAME_CHARS_MAX) String name,
            @NotNull @Known Pricing pricing,
            @NotNull @Known Guarantee guarantee,
            @Nullable Integer prepaidBps,
            @Nullable @Size(max = TIERS_MAX) List<@NotNull @Valid TierBody> cancellationTiers,
            @Nullable @Valid FeeBody noShowFee) {

        RatePlanDefined toEvent(UUID requestId, String hotelId, String ratePlanId) {
            var tiers = Objects.requireNonNullElse(cancellationTiers, List.<TierBody>of()).stream()
                    .map(tier -> new CancellationTierTemplate(
                            tier.hoursBeforeArrival(), tier.fee().toAvro()))
                    .toList();
            return new RatePlanDefined(
                    requestId,
                    hotelId,
                    ratePlanId,
                    name,
                    pricing,
                    guarantee,
                    Objects.requireNonNullElse(prepaidBps, ALL_BPS),
                    tiers,
                    Objects.requireNonNullElse(noShowFee, FeeBody.NONE).toAvro());
        }
    }
}
