package io.staylog.banksimulator.bank;

import io.staylog.banksimulator.bank.LedgerEntry.Effect;
import io.staylog.banksimulator.bank.LedgerEntry.Follower;
import io.staylog.banksimulator.bank.LedgerEntry.Head;
import io.staylog.banksimulator.bank.LedgerEntry.Moved;
import io.staylog.banksimulator.bank.LedgerEntry.Noticed;
import io.staylog.banksimulator.bank.LedgerEntry.Planned;
import io.staylog.banksimulator.bank.LedgerEntry.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Gathers and numbers what follows from one call or one event. */
final class Decision {
    private final long headSeq;
    private final Instant now;
    private final Terms terms;
    private final List<Follower> followers = new ArrayList<>();

    Decision(BankState bank, Terms terms, Instant now) {
        this.headSeq = bank.lastSeq() + 1;
        this.terms = terms;
        this.now = now;
    }

    long headSeq() {
        return headSeq;
    }

    private long nextSeq() {
        return headSeq + 1 + followers.size();
    }

    Decision moved(Subject about, Effect effect, long amountMinor) {
        return moved(about, effect, amountMinor, null);
    }

    /** Money is reserved and, if asked for, taken in the same breath. */
    Decision authorized(Subject about, long amountMinor, Instant expiresAt, boolean capture) {
        moved(about, Effect.AUTHORIZED, amountMinor, expiresAt);
        return capture ? captured(about, amountMinor, true) : this;
    }

    /** Money is taken, and what the token lets come of it is planned. */
    Decision captured(Subject about, long amountMinor, boolean first) {
        moved(about, Effect.CAPTURED, amountMinor);
        return switch (Token.fault(about.token(), Operation.CAPTURE)) {
            case Fault.FailsLater(var after) -> planned(Happening.CAPTURE_FAILED, about, after, amountMinor);
            case Fault.Disputed(var _, var after, var _)
            when first -> planned(Happening.DISPUTE_OPENED, about, after, amountMinor);
            default -> this;
        };
    }

    Decision planned(Happening what, Subject about, Duration after, long amountMinor) {
        return planned(new Plan(what, now.plus(after), about, amountMinor, null));
    }

    Decision planned(Plan plan) {
        followers.add(new Planned(nextSeq(), now, plan));
        return this;
    }

    private Decision moved(Subject about, Effect effect, long amountMinor, @Nullable Instant expiresAt) {
        followers.add(new Moved(nextSeq(), now, about, effect, amountMinor, expiresAt));
        return this;
    }

    /** The whole, beginning with the head that is made for this many followers, and ending with what is told of it. */
    List<LedgerEntry> under(IntFunction<? extends Head> head) {
        for (var notice : Notices.of(head.apply(0), List.copyOf(followers), terms)) {
            followers.add(new Noticed(nextSeq(), now, notice));
        }
        var all = new ArrayList<LedgerEntry>(followers.size() + 1);
        all.add(head.apply(followers.size()));
        all.addAll(followers);
        return all;
    }
}
