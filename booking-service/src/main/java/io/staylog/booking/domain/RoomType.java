package io.staylog.booking.domain;

import java.time.LocalDate;

/** A sellable class of rooms: how many there are on each night, and how many are taken. */
final class RoomType {
    private static final long NOT_SET = -1;

    /** What it holds, for comparison and snapshots. */
    record Picture(
            String name,
            int physicalCount,
            int occupancyMax,
            Days.Picture physical,
            Days.Picture outOfOrder,
            Days.Picture overbooking,
            Days.Picture taken) {}

    /** Other numbers for a night; the count is that of nights for which none was set. */
    record Change(long count, long physical, long outOfOrder, long overbooking) {
        static final Change NONE = new Change(NOT_SET, NOT_SET, NOT_SET, NOT_SET);

        static Change count(int rooms) {
            return new Change(rooms, NOT_SET, NOT_SET, NOT_SET);
        }

        static Change physical(int rooms) {
            return new Change(NOT_SET, rooms, NOT_SET, NOT_SET);
        }

        static Change outOfOrder(int rooms) {
            return new Change(NOT_SET, NOT_SET, rooms, NOT_SET);
        }

        static Change overbooking(int rooms) {
            return new Change(NOT_SET, NOT_SET, NOT_SET, rooms);
        }
    }

    private String name = "";
    private int physicalCount;
    private int occupancyMax;
    private final Days physical;
    private final Days outOfOrder;
    private final Days overbooking;
    private final Days taken;

    RoomType() {
        physical = new Days(NOT_SET);
        outOfOrder = new Days(0);
        overbooking = new Days(0);
        taken = new Days(0);
    }

    RoomType(Picture picture) {
        name = picture.name();
        physicalCount = picture.physicalCount();
        occupancyMax = picture.occupancyMax();
        physical = Days.of(NOT_SET, picture.physical());
        outOfOrder = Days.of(0, picture.outOfOrder());
        overbooking = Days.of(0, picture.overbooking());
        taken = Days.of(0, picture.taken());
    }

    /** Rooms that may be sold for a night in all: those that exist and work, and the overbooking allowance. */
    long sellable(LocalDate night) {
        return sellableAfter(night, Change.NONE);
    }

    /** As {@link #sellable}, if a change were made. */
    long sellableAfter(LocalDate night, Change change) {
        long set = change.physical == NOT_SET ? physical.get(night) : change.physical;
        long count = change.count == NOT_SET ? physicalCount : change.count;
        long rooms = set == NOT_SET ? count : set;
        long broken = change.outOfOrder == NOT_SET ? outOfOrder.get(night) : change.outOfOrder;
        long beyond = change.overbooking == NOT_SET ? overbooking.get(night) : change.overbooking;
        return Math.max(0, rooms - broken + beyond);
    }

    /** Rooms held or sold for a night. */
    long taken(LocalDate night) {
        return taken.get(night);
    }

    /** The last night for which a number of taken rooms is kept; it may be 0. */
    LocalDate lastNight() {
        return taken.lastDay();
    }

    int occupancyMax() {
        return occupancyMax;
    }

    String name() {
        return name;
    }

    void define(String newName, int newPhysicalCount, int newOccupancyMax) {
        name = newName;
        physicalCount = newPhysicalCount;
        occupancyMax = newOccupancyMax;
    }

    void physical(LocalDate night, int rooms) {
        physical.set(night, rooms);
    }

    void outOfOrder(LocalDate night, int rooms) {
        outOfOrder.set(night, rooms);
    }

    void overbooking(LocalDate night, int rooms) {
        overbooking.set(night, rooms);
    }

    void take(LocalDate night, int rooms) {
        taken.add(night, rooms);
    }

    void forgetBefore(LocalDate date) {
        physical.forgetBefore(date);
        outOfOrder.forgetBefore(date);
        overbooking.forgetBefore(date);
        taken.forgetBefore(date);
    }

    Picture picture() {
        return new Picture(
                name,
                physicalCount,
                occupancyMax,
                physical.picture(),
                outOfOrder.picture(),
                overbooking.picture(),
                taken.picture());
    }
}
