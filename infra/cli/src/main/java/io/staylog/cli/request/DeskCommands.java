package io.staylog.cli.request;

import io.staylog.schemas.booking.ChargeKind;
import io.staylog.schemas.booking.ChargeReported;
import io.staylog.schemas.booking.GuestWalkReported;
import io.staylog.schemas.booking.ReinstatementRequested;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a front desk does with a booking besides the usual. */
public final class DeskCommands {
    private DeskCommands() {}

    /** {@code staylog walk}. */
    @Command(
            name = "walk",
            description = "A guest for whom there is no room sleeps elsewhere; what was paid goes back.")
    public static final class Walk implements Callable<Integer> {
        @Mixin
        private BookingOptions booking = new BookingOptions();

        @Option(
                names = "--to",
                required = true,
                paramLabel = "<hotel>",
                description = "Where the guest sleeps instead.")
        private String toHotel;

        @Option(
                names = "--compensation",
                defaultValue = "0",
                paramLabel = "<amount>",
                description = "What the hotel pays the guest for it, for example 50.00. Default: ${DEFAULT-VALUE}.")
        private String compensation;

        @Option(
                names = "--currency",
                defaultValue = "EUR",
                description = "Of --compensation. Default: ${DEFAULT-VALUE}.")
        private String currency;

        @Mixin
        private StaffActor actor = new StaffActor();

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            long minor = Amounts.minor(compensation, currency);
            var hotel = booking.hotelId(request.connection().settings());
            return request.ask(
                    hotel, id -> new GuestWalkReported(id, hotel, booking.bookingId(), toHotel, minor, actor.actor()));
        }
    }

    /** {@code staylog charge}. */
    @Command(name = "charge", description = "Charge a guest for something besides the nights.")
    public static final class Charge implements Callable<Integer> {
        @Mixin
        private BookingOptions booking = new BookingOptions();

        @Option(
                names = "--for",
                required = true,
                paramLabel = "<what>",
                description = "What for, for example MINIBAR; never a name.")
        private String description;

        @Option(
                names = "--amount",
                required = true,
                paramLabel = "<amount>",
                description = "How much, for example 12.00.")
        private String amount;

        @Option(names = "--currency", defaultValue = "EUR", description = "Of --amount. Default: ${DEFAULT-VALUE}.")
        private String currency;

        @Option(
                names = "--kind",
                defaultValue = "OTHER",
                description = "Which revenue it is: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
        private ChargeKind kind;

        @Option(
                names = "--tax-bps",
                paramLabel = "<bps>",
                description = "Tax in the amount in basis points (2300 = 23 %%). Default: the hotel's own rate.")
        private @Nullable Integer taxRateBps;

        @Mixin
        private StaffActor actor = new StaffActor();

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            long minor = Amounts.minor(amount, currency);
            var hotel = booking.hotelId(request.connection().settings());
            return request.ask(
                    hotel,
                    id -> new ChargeReported(
                            id, hotel, booking.bookingId(), description, minor, kind, taxRateBps, actor.actor()));
        }
    }

    /** {@code staylog reinstate}. */
    @Command(
            name = "reinstate",
            description = "Bring a cancelled booking, or that of a guest who did not arrive in time, back to life.")
    public static final class Reinstate implements Callable<Integer> {
        @Mixin
        private BookingOptions booking = new BookingOptions();

        @Mixin
        private StaffActor actor = new StaffActor();

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            var hotel = booking.hotelId(request.connection().settings());
            return request.ask(
                    hotel,
                    id -> new ReinstatementRequested(
                            id, hotel, booking.bookingId(), booking.expectedVersion(), actor.actor()));
        }
    }
}
