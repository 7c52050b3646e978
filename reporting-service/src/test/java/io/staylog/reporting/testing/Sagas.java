package io.staylog.reporting.testing;

import static io.staylog.reporting.testing.Events.*;
import static io.staylog.reporting.testing.MoneyEvents.*;

import io.staylog.schemas.common.RoomStay;
import io.staylog.schemas.payment.DisputeStage;
import io.staylog.schemas.payment.PaymentPurpose;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Random bookings from their first event to their last, all at once in one hotel, and what each of them owes in the end. The
 * same seed gives the same events.
 */
public final class Sagas {
    private static final String FIRST_DATE = "2026-03-01";
    private static final int NIGHTS_CLOSED = 12;

    private final Random random;
    private final List<SpecificRecord> events = new ArrayList<>();
    private final Map<UUID, Long> openMinor = new LinkedHashMap<>();

    private Sagas(long seed) {
        this.random = new Random(seed);
    }

    public static Sagas of(long seed, int bookings) {
        var sagas = new Sagas(seed);
        sagas.events.add(hotel(HOTEL, FIRST_DATE));
        sagas.events.add(roomType(HOTEL, "DBL", 100));
        var running = new ArrayList<Queue<SpecificRecord>>();
        running.add(sagas.closings());
        for (int i = 0; i < bookings; i++) {
            running.add(sagas.new Saga("p" + i).run());
        }
        while (!running.isEmpty()) {
            var next = running.get(sagas.random.nextInt(running.size()));
            sagas.events.add(next.remove());
            running.removeIf(Queue::isEmpty);
        }
        return sagas;
    }

    public SpecificRecord[] events() {
        return events.toArray(SpecificRecord[]::new);
    }

    /** What each booking owes in the end; negative where it is owed. */
    public Map<UUID, Long> openMinor() {
        return openMinor;
    }

    private Queue<SpecificRecord> closings() {
        var closings = new ArrayDeque<SpecificRecord>();
        for (int day = 1; day <= NIGHTS_CLOSED; day++) {
            closings.add(closed(HOTEL, date(day)));
            if (day % 3 == 0) {
                closings.add(settled("settlement " + day, date(day), random.nextInt(50_000) - 10_000, day * 10L));
            }
        }
        return closings;
    }

    private static String date(int day) {
        return "2026-03-%02d".formatted(day);
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private long amount(long max) {
        return 1 + random.nextLong(max);
    }

    /** One booking. */
    private final class Saga {
        private final Queue<SpecificRecord> told = new ArrayDeque<>();
        private final String payment;
        private final String booking;
        private final int arrival = 3 + random.nextInt(5);
        private int bookingVersion;
        private int paymentVersion;
        private long owed;
        private long paid;
        private long[] prices = prices();

        Saga(String payment) {
            this.payment = payment;
            this.booking = bookingOf(payment);
        }

        Queue<SpecificRecord> run() {
            told.add(held(booking, FIRST_DATE, stay(prices.length)));
            bookingVersion = 1;
            told.add(initiated(payment, PaymentPurpose.PREPAYMENT, total(prices.length), FIRST_DATE));
            paymentVersion = 1;
            if (chance(0.1)) {
                told.add(chance(0.5) ? expired(booking, book(), FIRST_DATE) : released(booking, book(), FIRST_DATE));
                capture(chance(0.5) ? total(prices.length) : 0);
            } else {
                secure();
                end();
            }
            collect();
            trouble();
            openMinor.put(id(booking), owed - paid);
            return told;
        }

        private void secure() {
            if (chance(0.5)) {
                capture(chance(0.5) ? total(prices.length) : amount(total(prices.length)));
            } else {
                told.add(authorized(payment, pay(), total(prices.length)));
            }
            told.add(confirmed(booking, book(), FIRST_DATE));
            if (chance(0.2)) {
                prices = prices();
                told.add(modified(booking, book(), date(2), stay(prices.length)));
                capture(chance(0.5) ? amount(5_000) : 0);
            }
            if (chance(0.1)) {
                told.add(cancelled(booking, book(), date(2), amount(9_000)));
                told.add(reinstated(booking, book(), date(2)));
            }
        }

        private void end() {
            switch (random.nextInt(8)) {
                case 0 -> told.add(cancelled(booking, book(), date(2), owe(amount(9_000))));
                case 1 -> told.add(noShow(booking, book(), date(arrival), owe(prices[0])));
                case 2 -> told.add(walked(booking, book(), date(arrival), -owe(-amount(9_000)), paid));
                default -> stayed();
            }
        }

        private void stayed() {
            told.add(arrived(booking, book(), date(arrival)));
            if (chance(0.3)) {
                told.add(charged(booking, book(), date(arrival), owe(amount(3_000))));
            }
            int used = chance(0.3) ? 1 : prices.length;
            var last = date(arrival + used);
            owe(total(used));
            told.add(
                    used == prices.length
                            ? left(booking, book(), last)
                            : leftEarly(booking, book(), last, owe(amount(2_000)), stay(used)));
            if (chance(0.2)) {
                told.add(charged(booking, book(), last, owe(amount(3_000))));
            }
        }

        private void collect() {
            long missing = owed - paid;
            if (missing > 0 && chance(0.8)) {
                capture(chance(0.2) ? amount(missing) : missing);
            } else if (missing < 0) {
                refund(-missing);
            }
        }

        private void refund(long amount) {
            boolean pending = chance(0.5);
            if (pending) {
                told.add(refundPending(payment, pay(), amount));
            }
            if (chance(0.7)) {
                told.add(refunded(payment, pay(), PaymentPurpose.PREPAYMENT, amount, date(9)));
                paid -= amount;
            } else {
                told.add(refundFailed(payment, pay(), amount));
                if (chance(0.5)) {
                    told.add(refundedByHand(payment, pay(), amount, date(10)));
                    paid -= amount;
                }
            }
        }

        private void trouble() {
            if (paid > 0 && chance(0.1)) {
                told.add(captureFailed(payment, pay(), paid, date(5)));
                paid = 0;
            } else if (paid > 0 && chance(0.2)) {
                told.add(disputed(payment, pay(), DisputeStage.CHARGEBACK, paid, date(11)));
                if (chance(0.4)) {
                    told.add(won(payment, pay(), paid));
                } else if (chance(0.7)) {
                    told.add(lost(payment, pay(), paid));
                    paid = 0;
                }
            }
        }

        private void capture(long amount) {
            if (amount > 0) {
                told.add(captured(payment, pay(), PaymentPurpose.PREPAYMENT, amount, date(2)));
                paid += amount;
            }
        }

        private long owe(long amount) {
            owed += amount;
            return amount;
        }

        private int book() {
            return ++bookingVersion;
        }

        private int pay() {
            return ++paymentVersion;
        }

        private RoomStay stay(int nights) {
            return taxed(1, date(arrival), LongStream.of(prices).limit(nights).toArray());
        }

        private long total(int nights) {
            return LongStream.of(prices).limit(nights).sum();
        }

        private long[] prices() {
            return random.longs(1 + random.nextInt(4), 1_000, 20_000).toArray();
        }
    }
}
