package io.staylog.booking.stream;

import io.staylog.booking.domain.CancellationPolicy;
import io.staylog.booking.domain.Channel;
import io.staylog.booking.domain.Fee;
import io.staylog.booking.domain.Guarantee;
import io.staylog.booking.domain.NightPrice;
import io.staylog.booking.domain.RoomStay;
import io.staylog.booking.domain.Terms;
import io.staylog.schemas.booking.BookingTerms;
import io.staylog.schemas.common.CancellationTier;
import io.staylog.schemas.common.FeeType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a booking was sold under, as Avro and back. */
final class TermsWire {
    private TermsWire() {}

    /** Every one of them. Not with a stream: all that is sold passes here, a handful of things at a time. */
    private static <A, B> List<B> all(List<A> from, Function<A, B> how) {
        var to = new ArrayList<B>(from.size());
        for (var one : from) {
            to.add(how.apply(one));
        }
        return to;
    }

    static BookingTerms toAvro(Terms terms) {
        return new BookingTerms(
                terms.confirmationCode(),
                io.staylog.schemas.common.Channel.valueOf(terms.channel().name()),
                terms.channelReference(),
                terms.guestId(),
                terms.ratePlanId(),
                io.staylog.schemas.common.Guarantee.valueOf(terms.guarantee().name()),
                staysToAvro(terms.roomStays()),
                terms.currency(),
                terms.totalMinor(),
                terms.dueNowMinor(),
                toAvro(terms.policy()),
                terms.paymentMethodToken());
    }

    static Terms fromAvro(BookingTerms terms) {
        return new Terms(
                terms.getConfirmationCode(),
                Channel.valueOf(terms.getChannel().name()),
                terms.getChannelReference(),
                terms.getGuestId(),
                terms.getRatePlanId(),
                Guarantee.valueOf(terms.getGuarantee().name()),
                staysFromAvro(terms.getRoomStays()),
                terms.getCurrency(),
                terms.getDueNowMinor(),
                fromAvro(terms.getCancellationPolicy()),
                terms.getPaymentMethodToken());
    }

    static List<io.staylog.schemas.common.RoomStay> staysToAvro(List<RoomStay> stays) {
        return all(stays, TermsWire::toAvro);
    }

    static List<RoomStay> staysFromAvro(List<io.staylog.schemas.common.RoomStay> stays) {
        return all(stays, TermsWire::fromAvro);
    }

    private static io.staylog.schemas.common.RoomStay toAvro(RoomStay stay) {
        return new io.staylog.schemas.common.RoomStay(
                stay.number(),
                stay.roomTypeId(),
                stay.arrival(),
                stay.departure(),
                stay.adults(),
                stay.childrenAges(),
                all(stay.nights(), TermsWire::toAvro));
    }

    private static RoomStay fromAvro(io.staylog.schemas.common.RoomStay stay) {
        return new RoomStay(
                stay.getRoomStayNo(),
                stay.getRoomTypeId(),
                stay.getArrivalDate(),
                stay.getDepartureDate(),
                stay.getAdults(),
                stay.getChildrenAges(),
                all(stay.getNights(), TermsWire::fromAvro));
    }

    private static io.staylog.schemas.common.NightPrice toAvro(NightPrice price) {
        return new io.staylog.schemas.common.NightPrice(
                price.night(), price.grossMinor(), price.netMinor(), price.taxMinor(), price.taxRateBps());
    }

    private static NightPrice fromAvro(io.staylog.schemas.common.NightPrice price) {
        return new NightPrice(price.getNight(), price.getGrossMinor(), price.getNetMinor(), price.getTaxRateBps());
    }

    static io.staylog.schemas.common.CancellationPolicy toAvro(CancellationPolicy policy) {
        var tiers = all(
                policy.tiers(),
                tier -> new CancellationTier(tier.deadlineAt(), toAvro(tier.fee()), tier.hoursBeforeArrival()));
        return new io.staylog.schemas.common.CancellationPolicy(tiers, toAvro(policy.noShowFee()));
    }

    static CancellationPolicy fromAvro(io.staylog.schemas.common.CancellationPolicy policy) {
        var tiers = all(
                policy.getTiers(),
                tier -> new CancellationPolicy.Tier(
                        tier.getDeadlineAt(), fromAvro(tier.getFee()), tier.getHoursBeforeArrival()));
        return new CancellationPolicy(tiers, fromAvro(policy.getNoShowFee()));
    }

    static io.staylog.schemas.common.Fee toAvro(Fee fee) {
        return new io.staylog.schemas.common.Fee(FeeType.valueOf(fee.type().name()), fee.value());
    }

    static Fee fromAvro(io.staylog.schemas.common.Fee fee) {
        return new Fee(Fee.Type.valueOf(fee.getType().name()), fee.getValue());
    }
}
