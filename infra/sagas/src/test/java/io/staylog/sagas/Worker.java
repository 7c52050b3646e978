package io.staylog.sagas;

import io.staylog.banksimulator.http.BankDoor.Heard;
import io.staylog.payment.bank.BankOrder;
import io.staylog.payment.bank.WorkerDoor;
import io.staylog.payment.bank.simulator.SimulatorDoor;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The bank worker as far as the rules can notice it: it carries instructions out once, and sometimes twice, late or not at all. */
final class Worker {
    /** The gateway waits no longer for an answer. */
    static final Duration GATEWAY = Duration.ofSeconds(10);

    /** How long a call is on its way, and as long its answer. */
    static final Duration WAY = Duration.ofMillis(50);

    /** The bank may have forgotten the key of an older instruction, so it is not sent. */
    static final Duration KEY_LIVES = Duration.ofHours(24);

    /**
     * One time that an instruction is carried out.
     *
     * @param after when, counted from when it was given
     * @param isAnswered whether the answer reaches the log; else the process dies between the two
     */
    record Delivery(Duration after, boolean isAnswered) {
        static final Delivery USUAL = new Delivery(Duration.ZERO, true);
        static final Delivery KILLED = new Delivery(Duration.ZERO, false);

        static Delivery late(Duration after) {
            return new Delivery(after, true);
        }
    }

    /** What becomes of an instruction. */
    @FunctionalInterface
    interface Fate {
        Fate USUAL = _ -> List.of(Delivery.USUAL);

        List<Delivery> of(BankOrder order);
    }

    private final WorkerDoor wire;
    private final VirtualBank bank;
    private final Clockwork clock;
    private final Log log;
    private int position;
    private Fate fate = Fate.USUAL;

    Worker(WorkerDoor wire, VirtualBank bank, Clockwork clock, Log log) {
        this.wire = wire;
        this.bank = bank;
        this.clock = clock;
        this.log = log;
    }

    void fate(Fate other) {
        fate = other;
    }

    /** Takes the next instruction on; whether there was one. */
    boolean read() {
        var instructions = log.topic(Topics.BANK_CALLS.name());
        if (position == instructions.size()) {
            return false;
        }
        var record = instructions.get(position++).record();
        var order = wire.read(record);
        boolean isFirst = true;
        for (var delivery : fate.of(order)) {
            boolean again = !isFirst;
            clock.at(clock.now().plus(WAY).plus(delivery.after()), () -> carryOut(record, order, delivery, again));
            isFirst = false;
        }
        return true;
    }

    private void carryOut(ConsumerRecord<byte[], byte[]> record, BankOrder order, Delivery delivery, boolean again) {
        Consumer<Said> answer = new Once(said -> {
            if (delivery.isAnswered()) {
                clock.at(
                        clock.now().plus(WAY),
                        () -> write(record, order, again ? WorkerDoor.believedAgain(said) : said));
            }
        });
        if (Instant.ofEpochMilli(record.timestamp()).plus(KEY_LIVES).isBefore(clock.now())) {
            answer.accept(new OutcomeUnknown("not sent: the instruction is too old"));
            return;
        }
        clock.at(clock.now().plus(GATEWAY), () -> answer.accept(new OutcomeUnknown("no answer within 10000 ms")));
        if (order.isLookup()) {
            hear(order, bank.ask(SimulatorDoor.path(order)), answer);
        } else {
            bank.call(
                    SimulatorDoor.path(order),
                    order.gatewayKey(),
                    SimulatorDoor.body(order),
                    heard -> hear(order, heard, answer));
        }
    }

    private static void hear(BankOrder order, Heard heard, Consumer<Said> answer) {
        switch (heard) {
            case Heard.Response(int status, var body) -> answer.accept(SimulatorDoor.said(order, status, body));
            case Heard.Reset _ -> answer.accept(new OutcomeUnknown("no answer of the bank: reset"));
            case Heard.Silence _ -> {} // Until the gateway gives up.
        }
    }

    private void write(ConsumerRecord<byte[], byte[]> cause, BankOrder order, Said said) {
        var answer = wire.write(order, said, cause, clock.now());
        log.append(answer.topic(), order.hotelId(), answer.value(), answer.headers(), clock.now());
    }

    /** Whoever asks hears one answer. */
    private static final class Once implements Consumer<Said> {
        private final Consumer<Said> then;
        private boolean heard;

        Once(Consumer<Said> then) {
            this.then = then;
        }

        @Override
        public void accept(Said said) {
            if (!heard) {
                heard = true;
                then.accept(said);
            }
        }
    }
}
