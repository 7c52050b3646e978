package io.staylog.banksimulator.bank;

import static io.staylog.banksimulator.bank.LedgerEntry.Effect.CAPTURE_FAILED;
import static io.staylog.banksimulator.bank.LedgerEntry.Effect.DISPUTED;
import static io.staylog.banksimulator.bank.LedgerEntry.Effect.DISPUTE_RETURNED;
import static io.staylog.banksimulator.bank.LedgerEntry.Effect.REFUNDED;

import io.staylog.banksimulator.bank.LedgerEntry.Happened;
import io.staylog.banksimulator.bank.LedgerEntry.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The rules for what comes about without a call with a key: reads the state, changes nothing. */
public final class LaterRules {
    /** How long a merchant may answer a dispute. */
    private static final Duration EVIDENCE_TIME = Duration.ofDays(7);

    private static final int BASE_36 = 36;

    private final BankState bank;
    private final Instant now;
    private final Decision decision;

    private LaterRules(BankState bank, Terms terms, Instant now) {
        this.bank = bank;
        this.now = now;
        this.decision = new Decision(bank, terms, now);
    }

    /** What the bank does by itself now, if anything is due. */
    public static List<LedgerEntry> due(BankState bank, Terms terms, Instant now) {
        var plan = bank.duePlan(now);
        return plan == null ? List.of() : new LaterRules(bank, terms, now).carryOut(plan);
    }

    /** The guest of this payment has acted, or failed to; empty when nobody waits for him. */
    public static Optional<List<LedgerEntry>> act(
            BankState bank, Terms terms, String pspReference, boolean succeeds, Instant now) {
        return Optional.ofNullable(bank.openAction(pspReference))
                .map(plan -> new LaterRules(bank, terms, now).act(plan, succeeds));
    }

    /** The merchant challenges a dispute; nothing follows when he has already. */
    public static List<LedgerEntry> challenge(BankState bank, Terms terms, Dispute dispute, Instant now) {
        return new LaterRules(bank, terms, now).challenge(dispute);
    }

    /** The merchant gives a dispute up. */
    public static List<LedgerEntry> accept(BankState bank, Terms terms, Dispute dispute, Instant now) {
        return new LaterRules(bank, terms, now).decide(dispute, Happening.DISPUTE_LOST, "accepted");
    }

    /** The bank forgets what it did under a key, or under all keys if none is given. */
    public static List<LedgerEntry> forget(BankState bank, Terms terms, String key, Instant now) {
        var about = new Subject(Operation.AUTHORIZE, key, "", null, Subject.NO_CURRENCY, "", "");
        var decision = new Decision(bank, terms, now);
        return decision.under(effects -> new Happened(
                decision.headSeq(), now, about, Happening.KEYS_FORGOTTEN, "", 0, null, null, null, effects));
    }

    private List<LedgerEntry> carryOut(Plan plan) {
        return switch (plan.what()) {
            case ACTION_COMPLETED -> act(plan, true);
            case ACTION_FAILED -> act(plan, false);
            case REFUND_SUCCEEDED -> {
                decision.moved(plan.subject(), REFUNDED, plan.amountMinor());
                yield happened(plan, plan.what(), plan.subject(), "", plan.amountMinor());
            }
            case REFUND_FAILED -> happened(plan, plan.what(), plan.subject(), "refund_failed", plan.amountMinor());
            case CAPTURE_FAILED -> captureFails(plan);
            case AUTHORIZATION_EXPIRED -> expire(plan);
            case DISPUTE_OPENED -> open(plan);
            case DISPUTE_CHALLENGED, KEYS_FORGOTTEN, PLAN_DROPPED -> drop(plan); // Nobody plans that.
            case DISPUTE_WON, DISPUTE_LOST -> {
                var dispute = bank.dispute(Objects.requireNonNullElse(plan.disputeId(), ""));
                yield dispute == null || dispute.plan() == null ? drop(plan) : decide(dispute, plan.what(), "");
            }
        };
    }

    // Said in the ledger, or the plan would come back after a restart.
    private List<LedgerEntry> drop(Plan plan) {
        return happened(
                plan, Happening.PLAN_DROPPED, plan.subject(), plan.what().code(), plan.amountMinor());
    }

    private List<LedgerEntry> act(Plan plan, boolean succeeds) {
        var about = plan.subject();
        if (!succeeds) {
            return happened(plan, Happening.ACTION_FAILED, about, "authentication_failed", plan.amountMinor());
        }
        var asked = bank.begun(about, Happening.ACTION_COMPLETED, plan.amountMinor());
        var validity = Token.of(about.token()).map(Token::validity).orElse(Token.USUAL_VALIDITY);
        decision.authorized(about, plan.amountMinor(), now.plus(validity), asked != null && asked.capture());
        return happened(plan, Happening.ACTION_COMPLETED, about, "", plan.amountMinor());
    }

    private List<LedgerEntry> captureFails(Plan plan) {
        var payment = bank.payment(plan.subject().pspReference());
        // What has gone back already cannot fail any more.
        long amount = payment == null ? 0 : Math.min(plan.amountMinor(), payment.refundableMinor());
        if (amount == 0) {
            return drop(plan);
        }
        decision.moved(plan.subject(), CAPTURE_FAILED, amount);
        return happened(plan, Happening.CAPTURE_FAILED, plan.subject(), "capture_failed", amount);
    }

    private List<LedgerEntry> expire(Plan plan) {
        var payment = bank.payment(plan.subject().pspReference());
        return payment == null || payment.openMinor() == 0
                ? drop(plan)
                : happened(plan, plan.what(), payment.subject(""), "", payment.openMinor());
    }

    private List<LedgerEntry> open(Plan plan) {
        var payment = bank.payment(plan.subject().pspReference());
        long amount = payment == null ? 0 : payment.capturedMinor() - payment.refundedMinor();
        if (payment == null || amount == 0) {
            return drop(plan);
        }
        var about = payment.subject(plan.subject().key());
        var disputeId = "dsp_" + Long.toString(decision.headSeq(), BASE_36);
        var until = now.plus(EVIDENCE_TIME);
        var fault = disputed(about.token());
        // Who does not answer in time has lost, unless the token decides sooner.
        var end = fault.unasked() ? now.plus(fault.after()) : until;
        var result = fault.unasked() && fault.won() ? Happening.DISPUTE_WON : Happening.DISPUTE_LOST;
        decision.moved(about, DISPUTED, amount).planned(new Plan(result, end, about, amount, disputeId));
        return decision.under(effects -> new Happened(
                decision.headSeq(),
                now,
                about,
                Happening.DISPUTE_OPENED,
                Dispute.REASON,
                amount,
                plan.dueAt(),
                disputeId,
                until,
                effects));
    }

    private List<LedgerEntry> challenge(Dispute dispute) {
        var before = dispute.plan();
        if (dispute.state() != Dispute.State.OPEN || before == null) {
            return List.of();
        }
        var fault = disputed(dispute.subject().token());
        var result = fault.won() ? Happening.DISPUTE_WON : Happening.DISPUTE_LOST;
        decision.planned(new Plan(
                result, now.plus(fault.after()), dispute.subject(), dispute.amountMinor(), dispute.disputeId()));
        return about(dispute, before, Happening.DISPUTE_CHALLENGED, "");
    }

    private List<LedgerEntry> decide(Dispute dispute, Happening result, String code) {
        var before = dispute.plan();
        if (before == null) {
            return List.of();
        }
        if (result == Happening.DISPUTE_WON) {
            decision.moved(dispute.subject(), DISPUTE_RETURNED, dispute.amountMinor());
        }
        return about(dispute, before, result, code);
    }

    private static Fault.Disputed disputed(String token) {
        return Token.fault(token, Operation.CAPTURE) instanceof Fault.Disputed it
                ? it
                : new Fault.Disputed(false, Duration.ZERO, false); // A token that this version has forgotten.
    }

    private List<LedgerEntry> about(Dispute dispute, Plan before, Happening what, String code) {
        return happened(before, what, dispute.subject(), code, dispute.amountMinor());
    }

    private List<LedgerEntry> happened(Plan plan, Happening what, Subject about, String code, long amountMinor) {
        return decision.under(effects -> new Happened(
                decision.headSeq(),
                now,
                about,
                what,
                code,
                amountMinor,
                plan.dueAt(),
                plan.disputeId(),
                null,
                effects));
    }
}
