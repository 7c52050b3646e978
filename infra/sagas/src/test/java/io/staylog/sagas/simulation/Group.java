package io.staylog.sagas.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** All processes of a service, and what the brokers know of them: who owns what, and which positions are committed. */
final class Group<S, C, E> {
    final Kind<S, C, E> kind;
    final Logs logs;
    final Truth<S, C, E> truth;
    final Surroundings around;
    private final int[] owners;
    private final int[][] committed;
    private final int[][] everRead;
    private final List<Process<S, C, E>> processes = new ArrayList<>();
    private int generation;

    Group(Kind<S, C, E> kind, int partitions, Surroundings around, Truth.Check<S, E> check) {
        this.kind = kind;
        this.logs = around.logs();
        this.truth = new Truth<>(kind, partitions, check);
        this.around = around;
        this.owners = new int[partitions];
        this.committed = new int[partitions][kind.inputs().size()];
        this.everRead = new int[partitions][kind.inputs().size()];
        Arrays.setAll(owners, partition -> partition % Surroundings.PROCESSES);
        for (int i = 0; i < Surroundings.PROCESSES; i++) {
            processes.add(new Process<>(this, i));
        }
    }

    Process<S, C, E> process(int number) {
        return processes.get(number);
    }

    int generation() {
        return generation;
    }

    /** Gives the partitions out anew. Who has lost some does not know it before it polls. */
    void rebalance(SplittableRandom draw) {
        int alone = draw.nextInt(2 * Surroundings.PROCESSES);
        Arrays.setAll(owners, _ -> alone < Surroundings.PROCESSES ? alone : draw.nextInt(Surroundings.PROCESSES));
        generation++;
    }

    Set<Integer> ownedBy(int process) {
        var owned = new TreeSet<Integer>();
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] == process) {
                owned.add(i);
            }
        }
        return owned;
    }

    /** Whether somebody else's transaction has still to end before the partition can be taken over. */
    boolean isOpen(int partition, Process<S, C, E> taker) {
        return processes.stream().anyMatch(other -> other != taker && other.hasOpen(partition));
    }

    int[] committed(int partition) {
        return committed[partition].clone();
    }

    void commit(int partition, int[] positions) {
        committed[partition] = positions.clone();
    }

    /** Counts what is decided again because a transaction was lost. */
    void reads(int partition, int input, int position) {
        if (position < everRead[partition][input]) {
            around.figures().count("records redelivered to a service");
        } else {
            everRead[partition][input] = position + 1;
        }
    }

    /** Lets every process do all that it can; whether there was anything. */
    boolean settle(Instant now) {
        boolean hasMoved = false;
        for (var process : processes) {
            hasMoved |= process.turn(now, null, Transaction.Until.COMMITTED);
        }
        return hasMoved;
    }
}
