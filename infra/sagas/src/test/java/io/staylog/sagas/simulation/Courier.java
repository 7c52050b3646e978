package io.staylog.sagas.simulation;

import io.staylog.banksimulator.bank.FaultScript;
import io.staylog.banksimulator.http.BankDoor.Heard;
import io.staylog.payment.bank.BankOrder;
import io.staylog.payment.bank.WorkerDoor;
import io.staylog.payment.bank.simulator.SimulatorDoor;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.payment.domain.PaymentTimes;
import io.staylog.sagas.Wires;
import io.staylog.sagas.simulation.Bugs.Machinery;
import io.staylog.sagas.simulation.CallFate.What;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One process that carries instructions to the bank, as the bank worker does: one after the other for a payment, any number at a
 * time for others, and done only when the answer is on the log.
 */
final class Courier {
    private static final Duration GATEWAY = Duration.ofSeconds(10);
    private static final Duration WAY = Duration.ofMillis(40);

    /** How far it is with a partition. */
    private static final class Progress {
        final int deliveredBefore;
        final TreeSet<Integer> undone = new TreeSet<>();
        int next;
        boolean isOver;

        Progress(int committed, int deliveredBefore) {
            this.next = committed;
            this.deliveredBefore = deliveredBefore;
        }

        int position() {
            return undone.isEmpty() ? next : undone.first();
        }
    }

    private record Job(ConsumerRecord<byte[], byte[]> record, int position, BankOrder order, Progress progress) {}

    private final Couriers all;
    private final Surroundings around;
    private final int number;
    private final Map<Integer, Progress> progress = new HashMap<>();
    private final Map<UUID, ArrayDeque<Job>> lanes = new HashMap<>();
    private int generation = -1;
    /** What is on its way for an earlier life comes back to nobody. */
    private int life;

    private Instant frozenUntil = Instant.MIN;

    Courier(Couriers all, int number) {
        this.all = all;
        this.around = all.around;
        this.number = number;
    }

    private String name() {
        return "bank-worker-" + number;
    }

    private Instant now() {
        return around.clock().now();
    }

    private boolean isFrozen() {
        return frozenUntil.isAfter(now());
    }

    /** Polls; whether there was anything. */
    boolean fetch() {
        if (isFrozen()) {
            return false;
        }
        boolean hasMoved = hear();
        var fetched = new ArrayList<Job>();
        for (var entry : progress.entrySet()) {
            var part = entry.getValue();
            var instructions = all.instructions(entry.getKey());
            while (!part.isOver && part.next < instructions.size()) {
                int position = part.next++;
                part.undone.add(position);
                var record = instructions.get(position);
                fetched.add(new Job(record, position, Wires.WORKER.read(record), part));
            }
        }
        int begun = life;
        for (var job : fetched) {
            if (life == begun) { // One of them may be its last.
                enqueue(job);
            }
        }
        return hasMoved || !fetched.isEmpty();
    }

    private boolean hear() {
        if (generation == all.generation()) {
            return false;
        }
        generation = all.generation();
        progress.values().forEach(it -> it.isOver = true);
        progress.clear();
        for (int partition = 0; partition < Surroundings.PARTITIONS; partition++) {
            if (all.owns(number, partition)) {
                int end = all.instructions(partition).size();
                int from = all.committed(partition);
                around.figures().count("instructions redelivered", end - from);
                progress.put(partition, new Progress(from, end));
            }
        }
        return true;
    }

    void commit() {
        if (!isFrozen() && generation == all.generation()) {
            progress.forEach((partition, part) -> all.commit(partition, part.position()));
        }
    }

    void crash() {
        around.figures().count("crashes of a bank worker");
        around.story().accept(name() + " dies");
        life++;
        generation = -1;
        progress.clear();
        lanes.clear();
        frozenUntil = Instant.MIN;
    }

    /** It stands still for a while, and another one takes its work over; when it goes on, it does not know that at first. */
    void freeze(Duration duration) {
        around.figures().count("bank workers frozen");
        around.story().accept(name() + " stands still for " + duration);
        frozenUntil = now().plus(duration);
        all.moveAwayFrom(number);
    }

    private void enqueue(Job job) {
        var lane = lanes.computeIfAbsent(job.order().paymentId(), _ -> new ArrayDeque<>());
        lane.add(job);
        if (lane.size() == 1) {
            run(job);
        }
    }

    private void next(Job done) {
        var lane = lanes.get(done.order().paymentId());
        if (lane == null || lane.peek() != done) {
            return;
        }
        lane.remove();
        var next = lane.peek();
        if (next == null) {
            lanes.remove(done.order().paymentId());
        } else {
            run(next);
        }
    }

    /** Does something of this process, if it lives and does not stand still. */
    private Runnable alive(Runnable what) {
        int begun = life;
        return new Runnable() {
            @Override
            public void run() {
                if (life == begun && isFrozen()) {
                    around.clock().at(frozenUntil, this);
                } else if (life == begun) {
                    what.run();
                }
            }
        };
    }

    private void after(Duration wait, Runnable what) {
        around.clock().at(now().plus(wait), what);
    }

    private void run(Job job) {
        if (job.progress().isOver) {
            next(job); // It is the successor's.
            return;
        }
        var order = job.order();
        if (!order.isLookup() && isTooOld(job.record())) {
            write(job, CallFate.USUAL, new OutcomeUnknown("not sent: the instruction is too old"));
            return;
        }
        var fate = all.nextFate();
        if (fate.what() == What.NOT_TRIED) {
            write(job, fate, believed(job, new NotExecuted("the bank is left alone", true)));
            return;
        }
        var answer = new Once(said -> alive(() -> heard(job, fate, said)).run());
        after(GATEWAY, () -> answer.accept(new OutcomeUnknown("no answer within " + GATEWAY.toSeconds() + " s")));
        if (fate.what() != What.CALL_LOST) {
            var way = fate.what() == What.CALL_LATE ? WAY.plus(fate.by()) : WAY;
            after(way, () -> reach(job, fate, answer));
        }
        if (fate.what() == What.DIES_BEFORE_BANK) {
            crash();
        }
    }

    private boolean isTooOld(ConsumerRecord<byte[], byte[]> record) {
        var age = Duration.between(Instant.ofEpochMilli(record.timestamp()), now());
        return age.compareTo(PaymentTimes.USUAL.instructionLives()) > 0;
    }

    private static Said believed(Job job, Said said) {
        return job.position() < job.progress().deliveredBefore ? WorkerDoor.believedAgain(said) : said;
    }

    /** The call is at the bank, whatever has become of the process that made it. */
    private void reach(Job job, CallFate fate, Consumer<Said> answer) {
        var order = job.order();
        Consumer<Heard> caller = heard -> answered(job, fate, heard, answer);
        around.story().accept("the bank hears " + order + " of " + name());
        if (order.isLookup()) {
            caller.accept(all.bank.ask(SimulatorDoor.path(order)));
            return;
        }
        var key = around.bugs().has(Machinery.DRAWS_KEYS)
                ? order.gatewayKey() + ":" + around.logs().all().size()
                : order.gatewayKey();
        var kind = fate.trouble();
        all.bank.troubled(new FaultScript(0, kind.code().isEmpty() ? 0 : 1, List.of(kind), Duration.ofSeconds(1)));
        all.bank.call(SimulatorDoor.path(order), key, SimulatorDoor.body(order), caller);
        all.bank.troubled(FaultScript.NONE);
    }

    private void answered(Job job, CallFate fate, Heard heard, Consumer<Said> answer) {
        switch (fate.what()) {
            case DIES_AFTER_BANK -> alive(this::crash).run();
            case ANSWER_LOST -> {}
            default -> {
                var way = fate.what() == What.ANSWER_LATE ? WAY.plus(fate.by()) : WAY;
                after(way, () -> understand(job, heard, answer));
            }
        }
    }

    private static void understand(Job job, Heard heard, Consumer<Said> answer) {
        switch (heard) {
            case Heard.Response(int status, var body) -> answer.accept(SimulatorDoor.said(job.order(), status, body));
            case Heard.Reset _ -> answer.accept(new OutcomeUnknown("no answer of the bank: reset"));
            case Heard.Silence _ -> {} // Until the gateway gives up.
        }
    }

    private void heard(Job job, CallFate fate, Said said) {
        switch (fate.what()) {
            case DIES_BEFORE_WRITING -> crash();
            case FREEZES_BEFORE_WRITING -> {
                freeze(fate.by());
                around.clock().at(frozenUntil, alive(() -> write(job, fate, believed(job, said))));
            }
            default -> write(job, fate, believed(job, said));
        }
    }

    private void write(Job job, CallFate fate, Said said) {
        around.story().accept(name() + " writes " + said + " for " + job.order());
        all.write(job.record(), job.order(), said);
        if (fate.what() == What.DIES_BEFORE_COMMIT) {
            crash();
            return;
        }
        job.progress().undone.remove(job.position());
        next(job);
    }

    /** Whoever asks hears one answer. */
    private static final class Once implements Consumer<Said> {
        private final Consumer<Said> then;
        private boolean isHeard;

        Once(Consumer<Said> then) {
            this.then = then;
        }

        @Override
        public void accept(Said said) {
            if (!isHeard) {
                isHeard = true;
                then.accept(said);
            }
        }
    }
}
