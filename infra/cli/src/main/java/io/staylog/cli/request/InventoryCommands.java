package io.staylog.cli.request;

import io.staylog.cli.client.HotelOption;
import io.staylog.schemas.booking.InventorySet;
import io.staylog.schemas.booking.OverbookingSet;
import io.staylog.schemas.booking.RoomTypeDefined;
import io.staylog.schemas.booking.RoomsOutOfOrder;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands that say how many rooms a hotel has. */
public final class InventoryCommands {
    private InventoryCommands() {}

    /** {@code staylog room-type}. */
    @Command(name = "room-type", description = "Define room types.", subcommands = Define.class)
    public static final class RoomType {}

    /** {@code staylog inventory}. */
    @Command(name = "inventory", description = "Set how many rooms exist.", subcommands = SetInventory.class)
    public static final class Inventory {}

    /** {@code staylog out-of-order}. */
    @Command(
            name = "out-of-order",
            description = "Take rooms out of sale and put them back.",
            subcommands = SetOutOfOrder.class)
    public static final class OutOfOrder {}

    /** {@code staylog overbooking}. */
    @Command(
            name = "overbooking",
            description = "Allow more rooms to be sold than exist.",
            subcommands = SetOverbooking.class)
    public static final class Overbooking {}

    /** Rooms of one class of one hotel. */
    static final class RoomClass {
        @Mixin
        private HotelOption hotel = new HotelOption();

        @Option(names = "--room-type", required = true, paramLabel = "<type>", description = "The class.")
        private String roomType;

        private String hotelId() {
            return hotel.hotelId();
        }
    }

    @Command(
            name = "define",
            description = "A hotel has a class of equal rooms. Sent again, it changes name, count and occupancy.")
    static final class Define implements Callable<Integer> {
        @Mixin
        private RoomClass rooms = new RoomClass();

        @Option(names = "--name", description = "What people call it. Default: the class.")
        private @Nullable String name;

        @Option(names = "--rooms", required = true, description = "How many there are.")
        private int count;

        @Option(names = "--occupancy-max", defaultValue = "0", description = "Most guests in one; 0 sets no limit.")
        private int occupancyMax;

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            return request.ask(
                    rooms.hotelId(),
                    id -> new RoomTypeDefined(
                            id,
                            rooms.hotelId(),
                            rooms.roomType,
                            name == null ? rooms.roomType : name,
                            count,
                            occupancyMax));
        }
    }

    @Command(name = "set", description = "How many rooms of a class exist on some nights.")
    static final class SetInventory implements Callable<Integer> {
        @Mixin
        private RoomClass rooms = new RoomClass();

        @Mixin
        private NightRange nights = new NightRange();

        @Option(names = "--rooms", required = true, description = "How many exist.")
        private int count;

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            return request.ask(
                    rooms.hotelId(),
                    id -> new InventorySet(id, rooms.hotelId(), rooms.roomType, nights.from(), nights.to(), count));
        }
    }

    @Command(name = "set", description = "How many rooms of a class cannot be sold on some nights.")
    static final class SetOutOfOrder implements Callable<Integer> {
        @Mixin
        private RoomClass rooms = new RoomClass();

        @Mixin
        private NightRange nights = new NightRange();

        @Option(names = "--rooms", required = true, description = "How many; 0 puts them back.")
        private int count;

        @Option(names = "--reason", defaultValue = "", description = "Why, in the hotel's words.")
        private String reason;

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            return request.ask(
                    rooms.hotelId(),
                    id -> new RoomsOutOfOrder(
                            id, rooms.hotelId(), rooms.roomType, nights.from(), nights.to(), count, reason));
        }
    }

    @Command(name = "set", description = "How many rooms of a class may be sold beyond those that exist.")
    static final class SetOverbooking implements Callable<Integer> {
        @Mixin
        private RoomClass rooms = new RoomClass();

        @Mixin
        private NightRange nights = new NightRange();

        @Option(names = "--allowance", required = true, description = "How many.")
        private int allowance;

        @Mixin
        private RequestOptions request = new RequestOptions();

        @Override
        public Integer call() {
            return request.ask(
                    rooms.hotelId(),
                    id -> new OverbookingSet(
                            id, rooms.hotelId(), rooms.roomType, nights.from(), nights.to(), allowance));
        }
    }
}
