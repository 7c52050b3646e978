package io.staylog.sagas;

import io.staylog.banksimulator.bank.Arrival;
import io.staylog.banksimulator.bank.BankRules;
import io.staylog.banksimulator.bank.BankState;
import io.staylog.banksimulator.bank.FaultScript;
import io.staylog.banksimulator.bank.LaterRules;
import io.staylog.banksimulator.bank.LedgerEntry;
import io.staylog.banksimulator.bank.Payment;
import io.staylog.banksimulator.bank.Step;
import io.staylog.banksimulator.bank.Terms;
import io.staylog.banksimulator.http.BankDoor;
import io.staylog.banksimulator.http.BankDoor.Arrived;
import io.staylog.banksimulator.http.BankDoor.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The simulator's rules and its ledger, with our clock instead of its own, and a postman who needs no socket. */
public final class VirtualBank {
    /** How long a notification is on its way. */
    public static final Duration POST = Duration.ofMillis(300);

    private record Held(LedgerEntry.Noticed noticed, Instant until) {}

    // Its mappers are slow to begin with, and it keeps nothing.
    private static final BankDoor DOOR = new BankDoor();

    private final Clockwork clock;
    private final BankState state = new BankState();
    private final List<LedgerEntry> ledger = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private final BiConsumer<LedgerEntry.Noticed, Duration> postman;
    private Terms terms = new Terms(Terms.Telling.CHANGES, null, FaultScript.NONE);

    /**
     * A bank without a past.
     *
     * @param postman takes a notification, and how long it is on its way
     */
    public VirtualBank(Clockwork clock, BiConsumer<LedgerEntry.Noticed, Duration> postman) {
        this.clock = clock;
        this.postman = postman;
    }

    public void terms(Terms others) {
        terms = others;
    }

    /** From now on calls that arrive are disturbed like that, and nothing else changes. */
    public void troubled(FaultScript script) {
        terms = terms.with(script);
    }

    public List<LedgerEntry> ledger() {
        return ledger;
    }

    public BankState state() {
        return state;
    }

    /** Tells the bank to do something; who asks hears of it later, or never. */
    public void call(String path, String key, byte[] body, Consumer<Heard> answer) {
        switch (DOOR.post(path, key, body)) {
            case Arrived.Answered(var heard) -> answer.accept(heard);
            case Arrived.Call(var call) -> {
                var arrival = Arrival.of(state, call, terms.faults());
                after(arrival.trouble().delay(), () -> decide(arrival, answer));
            }
        }
    }

    private void decide(Arrival arrival, Consumer<Heard> answer) {
        switch (BankRules.decide(state, arrival, terms, clock.now())) {
            case Step.Decided decided -> answer.accept(recorded(decided));
            case Step.Later(var delay) -> {
                state.open(arrival.call());
                after(delay, () -> {
                    state.close(arrival.call());
                    answer.accept(recorded(BankRules.execute(state, arrival, terms, clock.now())));
                });
            }
        }
    }

    private void after(Duration delay, Runnable what) {
        if (delay.isPositive()) {
            clock.at(clock.now().plus(delay), what);
        } else {
            what.run();
        }
    }

    private Heard recorded(Step.Decided decided) {
        record(decided.entries());
        return DOOR.heard(decided.reply());
    }

    private void record(List<LedgerEntry> entries) {
        for (var entry : entries) {
            ledger.add(entry);
            state.evolve(entry);
        }
        for (var entry : entries) {
            if (entry instanceof LedgerEntry.Noticed noticed) {
                post(noticed);
            }
        }
    }

    /** What the bank still holds of an authorisation. */
    public long openMinor(String pspReference) {
        var payment = Objects.requireNonNull(state.payment(pspReference));
        boolean isHeld = payment.hold() == Payment.Hold.OPEN && clock.now().isBefore(payment.expiresAt());
        return isHeld ? payment.authorizedMinor() - payment.capturedMinor() : 0;
    }

    /** Asks the bank something. */
    public Heard ask(String uri) {
        return DOOR.get(state, uri);
    }

    private void post(LedgerEntry.Noticed noticed) {
        releaseHeld(noticed);
        switch (noticed.notice().posting()) {
            case USUAL -> postman.accept(noticed, POST);
            case FIRST -> postman.accept(noticed, Duration.ZERO);
            case THRICE -> {
                for (int i = 1; i <= 3; i++) {
                    postman.accept(noticed, POST.multipliedBy(i));
                }
            }
            case OUT_OF_ORDER -> {
                var until = Objects.requireNonNullElse(noticed.notice().heldUntil(), clock.now());
                held.add(new Held(noticed, until));
                clock.at(until, this::releaseOverdue);
            }
        }
    }

    /** What was held back comes right after a later one of its payment. */
    private void releaseHeld(LedgerEntry.Noticed later) {
        for (Iterator<Held> it = held.iterator(); it.hasNext(); ) {
            var one = it.next();
            var reference = one.noticed().subject().pspReference();
            if (Objects.equals(reference, later.subject().pspReference())) {
                it.remove();
                postman.accept(one.noticed(), POST.multipliedBy(2));
            }
        }
    }

    private void releaseOverdue() {
        for (Iterator<Held> it = held.iterator(); it.hasNext(); ) {
            var one = it.next();
            if (!one.until().isAfter(clock.now())) {
                it.remove();
                postman.accept(one.noticed(), Duration.ZERO);
            }
        }
    }

    /** When the bank next does something by itself. */
    public Instant nextDue() {
        return Objects.requireNonNullElse(state.nextDue(), Instant.MAX);
    }

    /** Does what is due; whether there was anything. */
    public boolean passTime() {
        var entries = LaterRules.due(state, terms, clock.now());
        record(entries);
        return !entries.isEmpty();
    }

    /** The guest acts, or fails to. */
    void act(String pspReference, boolean succeeds) {
        record(LaterRules.act(state, terms, pspReference, succeeds, clock.now()).orElseThrow());
    }

    /** The hotel proves a charge, through the bank's own pages. */
    void challenge(String disputeId) {
        var dispute = Objects.requireNonNull(state.dispute(disputeId));
        record(LaterRules.challenge(state, terms, dispute, clock.now()));
    }

    /** The bank forgets every key. */
    void forgetKeys() {
        record(LaterRules.forget(state, terms, "", clock.now()));
    }
}
