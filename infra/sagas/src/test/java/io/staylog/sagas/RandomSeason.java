package io.staylog.sagas;

import io.staylog.banksimulator.bank.FaultScript;
import io.staylog.banksimulator.bank.Terms;
import io.staylog.banksimulator.bank.TokenDoor;
import io.staylog.payment.bank.BankOrder;
import io.staylog.sagas.Worker.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Some days of a hotel in which everything happens that guests, the desk, the bank and the network are capable of. */
final class RandomSeason {
    static final int ROOMS = 6;

    private static final List<String> PLANS = List.of(Rio.PREPAID, Rio.CARD, Rio.FLEX);
    private static final List<String> TOKENS = List.copyOf(TokenDoor.all());
    private static final double DISTURBED = 0.1;
    private static final int STEPS = 80;
    private static final int DAYS_AHEAD = 6;
    private static final int NIGHTS_MAX = 4;
    private static final int AT_LEAST_DAYS = 30;
    // What he says may lead to another call to the bank, and that to another question.
    private static final int ROUNDS_MAX = 4;

    private final Random random;
    private final Rio rio = Rio.open(ROOMS);
    private final List<UUID> bookings = new ArrayList<>();
    private final List<String> script = new ArrayList<>();
    private int day;

    RandomSeason(long seed) {
        random = new Random(seed);
        rio.world().instructions(this::fate);
        rio.world().notifications((_, usual) -> post(usual));
        rio.world()
                .bank()
                .terms(new Terms(
                        random.nextBoolean() ? Terms.Telling.ALL : Terms.Telling.CHANGES,
                        null,
                        new FaultScript(seed, DISTURBED, FaultScript.USUAL, FaultScript.USUAL_DELAY_MAX)));
    }

    Rio rio() {
        return rio;
    }

    List<UUID> bookings() {
        return bookings;
    }

    /** What was done, for whoever has to find out why. */
    List<String> script() {
        return script;
    }

    RandomSeason live() {
        for (int i = 0; i < STEPS; i++) {
            step();
            rio.world().pass(wait(random.nextInt(12)));
        }
        return this;
    }

    private void step() {
        int what = random.nextInt(20);
        if (what < 7 || bookings.isEmpty()) {
            book();
        } else if (what == 7) {
            nextDay();
        } else if (what == 8) {
            script.add(rio.world().now() + " restart");
            rio.world().restart();
        } else {
            var booking = bookings.get(random.nextInt(bookings.size()));
            script.add(rio.world().now() + " " + what + " " + booking);
            about(booking, what);
        }
    }

    private void book() {
        var plan = PLANS.get(random.nextInt(PLANS.size()));
        int inDays = day + random.nextInt(DAYS_AHEAD);
        var booking = rio.book(plan, token(), inDays, 1 + random.nextInt(NIGHTS_MAX));
        script.add(rio.world().now() + " book " + plan + " " + booking);
        bookings.add(booking);
    }

    private String token() {
        return random.nextInt(3) == 0 ? TOKENS.get(random.nextInt(TOKENS.size())) : "tok_ok";
    }

    private void about(UUID booking, int what) {
        switch (what) {
            case 9, 10 -> rio.modify(booking, day + random.nextInt(DAYS_AHEAD), 1 + random.nextInt(NIGHTS_MAX));
            case 11, 12 -> rio.cancel(booking);
            case 13, 14 -> rio.checkIn(booking);
            case 15 -> rio.checkOut(booking);
            case 16 -> rio.charge(booking, 1 + random.nextInt(5_000));
            case 17 -> rio.walk(booking, 0);
            case 18 -> rio.reinstate(booking);
            default -> submitCard(booking);
        }
    }

    private void submitCard(UUID booking) {
        var payments = Story.of(rio.world().log(), booking).payments();
        if (!payments.isEmpty()) {
            rio.submitCard(payments.get(random.nextInt(payments.size())), token());
        }
    }

    private void nextDay() {
        script.add(rio.world().now() + " next day");
        rio.expected().stream().filter(_ -> random.nextInt(3) > 0).forEach(rio::checkIn);
        rio.goToDay(++day);
        rio.inHouse().stream().filter(_ -> random.nextInt(3) == 0).forEach(rio::checkOut);
    }

    private static Duration wait(int how) {
        return switch (how) {
            case 0, 1, 2 -> Duration.ofMillis(80);
            case 3, 4, 5 -> Duration.ofSeconds(2);
            case 6, 7 -> Duration.ofSeconds(70);
            case 8, 9 -> Duration.ofMinutes(12);
            case 10 -> Duration.ofHours(1);
            default -> Duration.ofHours(9);
        };
    }

    private List<Delivery> fate(BankOrder order) {
        return switch (random.nextInt(24)) {
            case 0 -> List.of();
            case 1 -> List.of(Delivery.KILLED);
            case 2 -> List.of(Delivery.USUAL, Delivery.late(wait(random.nextInt(11))));
            case 3 -> List.of(Delivery.KILLED, Delivery.late(wait(random.nextInt(11))));
            case 4 -> List.of(Delivery.late(wait(random.nextInt(11))));
            default -> List.of(Delivery.USUAL);
        };
    }

    private List<Duration> post(Duration usual) {
        return switch (random.nextInt(8)) {
            case 0 -> List.of(wait(random.nextInt(12)));
            case 1 -> List.of(usual, usual.plus(wait(random.nextInt(12))));
            case 2 -> List.of(Duration.ZERO);
            default -> List.of(usual);
        };
    }

    /** Nothing goes wrong any more, everybody leaves, and what is still under way comes to its end. */
    RandomSeason end() {
        script.add(rio.world().now() + " end");
        rio.world().instructions(Worker.Fate.USUAL);
        rio.world().notifications(World.Post.USUAL);
        rio.world().bank().terms(new Terms(Terms.Telling.CHANGES, null, FaultScript.NONE));
        int last = day + DAYS_AHEAD + NIGHTS_MAX;
        while (day < Math.max(last, AT_LEAST_DAYS)) {
            nextDay();
        }
        rio.inHouse().forEach(rio::checkOut);
        rio.world().pass(Duration.ofDays(AT_LEAST_DAYS));
        return this;
    }

    /** Somebody deals with all that is left to a person. */
    RandomSeason dealWithTheRest() {
        var operator = new Operator(rio);
        for (int round = 0; round < ROUNDS_MAX; round++) {
            bookings.forEach(operator::deal);
            rio.world().pass(Duration.ofDays(2));
        }
        return this;
    }
}
