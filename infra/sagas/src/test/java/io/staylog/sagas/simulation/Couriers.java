package io.staylog.sagas.simulation;

import io.staylog.payment.bank.BankOrder;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.sagas.VirtualBank;
import io.staylog.sagas.Wires;
import io.staylog.schemas.Topics;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The processes that carry instructions to the bank and its answers back, and what the brokers know of them. */
final class Couriers {
    final Surroundings around;
    final VirtualBank bank;
    private final Consumer<BankOrder> check;
    private final int[] owners = new int[Surroundings.PARTITIONS];
    private final int[] committed = new int[Surroundings.PARTITIONS];
    private final List<Courier> processes = new ArrayList<>();
    private final ArrayDeque<CallFate> fates = new ArrayDeque<>();
    private int generation;

    /**
     * Begins with nothing read.
     *
     * @param check told of each instruction whose answer is written
     */
    Couriers(Surroundings around, VirtualBank bank, Consumer<BankOrder> check) {
        this.around = around;
        this.bank = bank;
        this.check = check;
        Arrays.setAll(owners, partition -> partition % Surroundings.PROCESSES);
        for (int i = 0; i < Surroundings.PROCESSES; i++) {
            processes.add(new Courier(this, i));
        }
    }

    Courier process(int number) {
        return processes.get(number);
    }

    /** This becomes of the next call that nothing is known of yet. */
    void arm(CallFate fate) {
        fates.add(fate);
    }

    void disarm() {
        fates.clear();
    }

    CallFate nextFate() {
        var fate = Objects.requireNonNullElse(fates.poll(), CallFate.USUAL);
        around.figures().count("calls to the bank begun");
        if (fate.what() != CallFate.What.NOTHING) {
            around.figures().count("calls disturbed: " + fate.what());
        }
        return fate;
    }

    int generation() {
        return generation;
    }

    boolean owns(int process, int partition) {
        return owners[partition] == process;
    }

    void rebalance(SplittableRandom draw) {
        Arrays.setAll(owners, _ -> draw.nextInt(Surroundings.PROCESSES));
        generation++;
    }

    /** Everything goes to the other process. */
    void moveAwayFrom(int process) {
        Arrays.fill(owners, 1 - process);
        generation++;
    }

    int committed(int partition) {
        return committed[partition];
    }

    void commit(int partition, int position) {
        committed[partition] = position;
    }

    List<ConsumerRecord<byte[], byte[]>> instructions(int partition) {
        return around.logs().records(Topics.BANK_CALLS.name(), partition);
    }

    void write(ConsumerRecord<byte[], byte[]> cause, BankOrder order, Said said) {
        check.accept(order);
        Instant now = around.clock().now();
        var answer = Wires.WORKER.write(order, said, cause, now);
        around.logs().append(answer.topic(), cause.partition(), order.hotelId(), answer.value(), answer.headers(), now);
        around.figures().count("answers written");
    }

    boolean settle() {
        boolean hasMoved = false;
        for (var process : processes) {
            hasMoved |= process.fetch();
            process.commit();
        }
        return hasMoved;
    }
}
