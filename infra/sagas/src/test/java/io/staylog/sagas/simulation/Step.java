package io.staylog.sagas.simulation;

import java.time.Duration;
import java.util.List;

/**
 * One thing that happens in a simulation. Everything that was drawn for it is in it, and it depends on no other step, so that
 * any of them can be left out.
 */
sealed interface Step {
    /** Which service's process it is about. */
    enum Who {
        BOOKING,
        PAYMENT
    }

    /** What is asked about a booking. */
    enum What {
        MODIFY,
        CANCEL,
        CHECK_IN,
        CHECK_OUT,
        CHARGE,
        WALK,
        REINSTATE,
        OTHER_CARD
    }

    /** A guest wants to stay; days count from the hotel's open day. */
    record Book(int id, int hotel, String plan, String token, int inDays, int nights) implements Step {}

    /** Something is asked about the booking that another step has asked for. */
    record Ask(int id, What what, int hotel, int booking, int salt) implements Step {}

    /** A producer writes once more what a step has asked for. */
    record Repeat(int step) implements Step {}

    /** Some guests arrive, some leave, the hotel closes its day, and a person looks after the payments that hang. */
    record NextDay(int id, int hotel, int salt) implements Step {}

    /** A process polls some of what there is and decides it; or it goes on where it is. */
    record Turn(Who who, int process, Transaction.Until until, long salt) implements Step {}

    /** A bank worker polls. */
    record Fetch(int process) implements Step {}

    /** A bank worker commits its positions. */
    record CommitFetched(int process) implements Step {}

    /** Time passes, and what is on its way arrives; no service does anything. */
    record Pass(Duration duration) implements Step {}

    /** Time passes, and everybody does his work at once. */
    record Live(Duration duration) implements Step {}

    /** A process of a service dies. */
    record Crash(Who who, int process, boolean losesSnapshots) implements Step {}

    /** The partitions of a service are given out anew. */
    record Rebalance(Who who, long salt) implements Step {}

    /** The brokers give up a transaction that was left open. */
    record Expire(Who who, int process) implements Step {}

    /** A process's snapshots are deleted. */
    record LoseSnapshots(Who who, int process) implements Step {}

    /** A bank worker dies. */
    record CrashWorker(int process) implements Step {}

    /** A bank worker stands still, and another one takes its work over. */
    record FreezeWorker(int process, Duration duration) implements Step {}

    /** The partitions of the bank workers are given out anew. */
    record RebalanceWorkers(long salt) implements Step {}

    /** This becomes of the next call to the bank. */
    record NextCall(CallFate fate) implements Step {}

    /** The next notification is on its way that long, and as often as there are durations. */
    record NextNotice(List<Duration> ways) implements Step {}

    /** The states in memory are compared with the log. */
    record Compare() implements Step {}
}
