package io.staylog.checker.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** One hotel's rooms and who has them, as its events tell it. Changes as the log goes on. */
final class RoomsOfHotel {
    private static final int REMEMBERED_DAYS = 60;
    private static final int NOT_OVER = Integer.MAX_VALUE;

    /** A room of a class for a night. */
    record RoomNight(String roomTypeId, int night) {}

    /** What a booking has. */
    static final class Stay {
        List<RoomNight> nights;
        /** What it has besides while a change waits for its payment. */
        List<RoomNight> added = List.of();

        int overOn = NOT_OVER;
        boolean keepsUntilOver;

        Stay(List<RoomNight> nights) {
            this.nights = nights;
        }

        boolean isOver() {
            return overOn != NOT_OVER;
        }

        /** All that it has now; who did not come has what was charged. */
        List<RoomNight> has() {
            if (isOver()) {
                return keepsUntilOver ? only(nights, night -> night <= overOn) : List.of();
            }
            var all = new ArrayList<>(nights);
            all.addAll(added);
            return all;
        }

        private static List<RoomNight> only(List<RoomNight> nights, IntPredicate which) {
            return nights.stream().filter(it -> which.test(it.night())).toList();
        }
    }

    final Map<String, RoomClass> classes = new HashMap<>();
    final Map<String, Stay> stays = new HashMap<>();
    /** By how many rooms nights are sold beyond what the last fact has left; the hotel must say so next. */
    final Map<RoomNight, Integer> toAdmit = new LinkedHashMap<>();

    @Nullable
    Entry lowered;

    int businessDate;
    boolean isRegistered;

    RoomClass roomClass(String roomTypeId) {
        return classes.computeIfAbsent(roomTypeId, _ -> new RoomClass());
    }

    static List<RoomNight> nights(Body body) {
        return body.bodies("roomStays").stream()
                .flatMap(stay -> stay.bodies("nights").stream()
                        .map(night -> new RoomNight(stay.text("roomTypeId"), (int) night.number("night"))))
                .toList();
    }

    /** What a change adds to what a booking has, one for one. */
    static List<RoomNight> added(List<RoomNight> has, List<RoomNight> will) {
        var added = new ArrayList<>(will);
        has.forEach(added::remove);
        return added;
    }

    /** Moves a booking's rooms from what it had to what it has; answers by how many each night has more or fewer. */
    Map<RoomNight, Integer> move(List<RoomNight> before, List<RoomNight> after) {
        var change = new LinkedHashMap<RoomNight, Integer>();
        before.forEach(it -> change.merge(it, -1, Integer::sum));
        after.forEach(it -> change.merge(it, 1, Integer::sum));
        change.forEach((it, rooms) -> roomClass(it.roomTypeId()).taken.add(it.night(), rooms));
        return change;
    }

    void open(int date) {
        businessDate = date;
        classes.values().forEach(it -> it.forgetBefore(date));
        stays.values().removeIf(it -> it.isOver() && it.overOn < date - REMEMBERED_DAYS);
    }
}
