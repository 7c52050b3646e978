package io.staylog.cli.request;

import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.CancellationReason;
import io.staylog.schemas.booking.CancellationRequested;
import io.staylog.schemas.booking.CheckInReported;
import io.staylog.schemas.booking.CheckOutReported;
import io.staylog.schemas.booking.ModificationRequested;
import io.staylog.schemas.booking.NoShowReported;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands about a booking that exists; {@link BookingRequested} has a class of its own. */
public final class BookingCommands {
    private BookingCommands() {}

    /** {@code staylog cancel}. */
    @Command(name = "cancel", description = "Cancel a booking.")
    public static final class Cancel implements Callable<Integer> {
        @Mixin
        private BookingOptions booking = new BookingOptions();

        @Option(
                names = "--reason",
                defaultValue = "GUEST_REQUEST",
                description = "Why: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
        private CancellationReason reason;

        @Mixin
        private StaffActor actor = new StaffActor();

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            var hotel = booking.hotelId(request.connection().settings());
            return request.ask(
                    hotel,
                    id -> new CancellationRequested(
                            id, hotel, booking.bookingId(), reason, booking.expectedVersion(), actor.actor()));
        }
    }

    /** {@code staylog modify}. */
    @Command(name = "modify", description = "Change dates or rooms; the list replaces the booking's rooms as a whole.")
    public static final class Modify implements Callable<Integer> {
        @Mixin
        private BookingOptions booking = new BookingOptions();

        @Mixin
        private RoomOptions rooms = new RoomOptions();

        @Option(names = "--currency", defaultValue = "EUR", description = "Of --agreed-prices.")
        private String currency;

        @Mixin
        private StaffActor actor = new StaffActor();

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            var hotel = booking.hotelId(request.connection().settings());
            var stays = rooms.rooms(currency);
            return request.ask(
                    hotel,
                    id -> new ModificationRequested(
                            id, hotel, booking.bookingId(), stays, booking.expectedVersion(), actor.actor()));
        }
    }

    /** {@code staylog check-in}. */
    @Command(name = "check-in", description = "A guest has arrived.")
    public static final class CheckIn implements Callable<Integer> {
        @Mixin
        private BookingOptions booking = new BookingOptions();

        @Option(names = "--room-number", paramLabel = "<door>", description = "The door number.")
        private @Nullable String roomNumber;

        @Mixin
        private StaffActor actor = new StaffActor();

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            var hotel = booking.hotelId(request.connection().settings());
            return request.ask(
                    hotel, id -> new CheckInReported(id, hotel, booking.bookingId(), roomNumber, actor.actor()));
        }
    }

    /** {@code staylog check-out}. */
    @Command(name = "check-out", description = "A guest has left.")
    public static final class CheckOut implements Callable<Integer> {
        @Mixin
        private BookingOptions booking = new BookingOptions();

        @Mixin
        private StaffActor actor = new StaffActor();

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            var hotel = booking.hotelId(request.connection().settings());
            return request.ask(hotel, id -> new CheckOutReported(id, hotel, booking.bookingId(), actor.actor()));
        }
    }

    /** {@code staylog no-show}. */
    @Command(name = "no-show", description = "A guest did not arrive.")
    public static final class NoShow implements Callable<Integer> {
        @Mixin
        private BookingOptions booking = new BookingOptions();

        @Mixin
        private StaffActor actor = new StaffActor();

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            var hotel = booking.hotelId(request.connection().settings());
            return request.ask(hotel, id -> new NoShowReported(id, hotel, booking.bookingId(), actor.actor()));
        }
    }
}
